"""Paragraph paths: the labels of the ancestors and a block's own, in Arabic, joined by dots.

`12`, `3.4`, `4.b1`, `2.u1`, `annex1.b7`; headings `h1`, notes `n1`, fields of the head `t1`,
artefacts `x1`.
"""

from documents.text.labels import Label, Style


class Paths:
    """Gives every block its path; a repeated one gets `~2`."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._stack: list[tuple[Style, str]] = []
        self._base = ""
        self._annexes = 0

    def counted(self, parent: str, letter: str) -> str:
        """The next `u1`, `b1`, `h1` ... within `parent`."""
        key = (parent, letter)
        self._counts[key] = self._counts.get(key, 0) + 1
        name = f"{letter}{self._counts[key]}"
        return self._unique(f"{parent}.{name}" if parent else name)

    def _unique(self, path: str) -> str:
        """`path` itself, or with `~2`, `~3` ... when it was given before."""
        self._used[path] = self._used.get(path, 0) + 1
        return path if self._used[path] == 1 else f"{path}~{self._used[path]}"

    def annex(self) -> str:
        """Begin an annex: what follows stands under it."""
        self._annexes += 1
        self._base, self._stack = f"annex{self._annexes}", []
        return self._unique(self._base)

    def heading(self) -> str:
        """A heading ends all open lists."""
        self._stack = []
        return self.counted(self._base, "h")

    def paragraph(self, label: Label | None) -> tuple[str, str | None]:
        """The path and the parent's path of the next paragraph."""
        if label is None:
            parent = (
                self._stack[0][1]
                if self._stack and self._stack[0][0] is not Style.BULLET
                else self._base
            )
            return self.counted(parent, "u"), parent or None
        styles = [style for style, _ in self._stack]
        if label.style in styles:
            del self._stack[styles.index(label.style) :]
        parent = self._stack[-1][1] if self._stack else self._base
        if label.style is Style.DECIMAL:  # 1.1 is its whole path already
            parent = ".".join(filter(None, (self._base, label.part.rpartition(".")[0])))
            path = self._unique(".".join(filter(None, (self._base, label.part))))
        elif label.style is Style.BULLET:
            path = self.counted(parent, "b")
        else:
            path = self._unique(f"{parent}.{label.part}" if parent else label.part)
        self._stack.append((label.style, path))
        return path, parent or None
