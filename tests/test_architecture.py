"""The arrows between modules: every import of our own code goes down, and stands at the top."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("npt_tracker", "commitments", "documents")

# Layers from the bottom to the top; a module may import from its own layer and from lower ones.
# The longest prefix decides. At the bottom neither of the two knows the other.
LAYERS: list[tuple[str, ...]] = [
    ("commitments", "documents.text"),
    ("documents.models", "documents.lexicon", "documents.querysets", "documents.refused"),
    ("documents",),
    (
        "documents.views",
        "documents.api",
        "documents.tasks",
        "documents.management",
        "documents.admin",
        "documents.urls",
        "documents.templatetags",
    ),
    ("npt_tracker",),
]
# What the register's API and pages may never be imported by is said by the layers; these are the
# parts of the register that show it, and stand above its facts.
REGISTER_TOP = ("commitments.api", "commitments.admin", "commitments.management")


def modules() -> list[Path]:
    return sorted(
        path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    )


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Names of our own modules that a file imports, with the statement."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = (ROOT / full.replace(".", "/")).with_suffix(".py").exists()
                yield (full if is_module else node.module, node)


def ours(path: Path) -> list[tuple[str, ast.stmt]]:
    return [(name, node) for name, node in imported(path) if name.split(".")[0] in APPS]


def layer(name: str) -> int:
    found = [
        (len(prefix), index)
        for index, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if name == prefix or name.startswith(prefix + ".")
    ]
    return max(found)[1]


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path) -> None:
    name = name_of(path)
    for target, _ in ours(path):
        assert layer(target) <= layer(name), f"{name} imports {target}, which stands above it"
        if name.startswith("commitments"):
            assert target.startswith("commitments"), f"the register imports {target}"
        if name.startswith("documents.text"):
            assert target.startswith("documents.text"), f"the pure engine imports {target}"
        if target.startswith(REGISTER_TOP) and not name.startswith(REGISTER_TOP):
            assert name.startswith(("npt_tracker", "documents.api", "documents.admin")), name


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_import_of_our_own_code_inside_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        ast.unparse(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not [line for line in inner if line.split()[1].split(".")[0] in APPS]


def test_no_cycles() -> None:
    graph = {name_of(path): {name for name, _ in ours(path)} for path in modules()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done:
            return
        for target in sorted(graph.get(name, ())):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_the_apps_packages_are_empty() -> None:
    for app in ("documents", "commitments"):
        assert (ROOT / app / "__init__.py").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= 300
    assert path.stem not in (
        "utils",
        "helpers",
        "common",
        "misc",
        "manager",
        "managers",
        "services",
    )


def functions() -> list[tuple[str, int]]:
    return [
        (f"{name_of(path)}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def test_functions_stay_short() -> None:
    assert not [row for row in functions() if row[1] > 40]
