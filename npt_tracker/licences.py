"""The licences of the packages that run here, as the packages themselves state them."""

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<where>[^\\]+))?")
CLASSIFIER = "License :: OSI Approved :: "
LONGEST = 60
HEAD = """# Licences

What the application runs with, from `requirements.lock`, each with the licence that the package
states of itself. Made by `make licences`; a test holds it against the lock. Tools for tests and
measurements are not in it: they are not given on.

| package | version | licence | from |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a lock: a package, its version, and for which systems alone it is."""

    name: str
    version: str
    where: str


def pins(lock: Path) -> list[Pin]:
    """The packages of a lock, by name."""
    found = (PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return [
        Pin(each["name"], each["version"], (each["where"] or "").strip()) for each in found if each
    ]


def table(lock: Path) -> str:
    """The whole page."""
    return HEAD + "".join(f"{_row(pin)}\n" for pin in pins(lock))


def _row(pin: Pin) -> str:
    if pin.where:
        # Installed or not, the page is the same wherever it is made.
        return f"| {pin.name} | {pin.version} | only where {pin.where} | |"
    found = metadata.metadata(pin.name)
    return f"| {pin.name} | {pin.version} | {_licence(found)} | {_home(found)} |"


def _licence(found: metadata.PackageMetadata) -> str:
    """The expression, else the classifiers, else the first line of the old field."""
    if expression := found.get("License-Expression"):
        return expression
    classes = [
        each.removeprefix(CLASSIFIER)
        for each in found.get_all("Classifier") or []
        if each.startswith(CLASSIFIER)
    ]
    if classes:
        return "; ".join(classes)
    lines = (found.get("License") or "").strip().splitlines()
    return lines[0].strip()[:LONGEST] if lines else "not stated"


def _home(found: metadata.PackageMetadata) -> str:
    """Where the package says its home is."""
    if home := found.get("Home-page"):
        return home
    urls = dict(each.split(", ", 1) for each in found.get_all("Project-URL") or [])
    by_name = {name.lower(): url for name, url in urls.items()}
    wanted = ("homepage", "home", "source", "repository", "source code", "github")
    return next((by_name[name] for name in wanted if name in by_name), "")
