"""Finding a Chromium on this machine, and starting it."""

import functools
import os
import shutil
import subprocess

from playwright.sync_api import Browser, BrowserType, Error

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing leaves the machine, and nothing waits for it to.
ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


@functools.cache
def find() -> str:
    """The path of a Chromium that runs; empty if there is none."""
    for name in NAMES:
        path = shutil.which(name)
        # Asked, not only looked up: some systems have a stub that only names another package.
        if path and _runs(path):
            return path
    return ""


def _runs(path: str) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def launch(kind: BrowserType) -> Browser:
    """Start it; without its sandbox as root, and where the machine does not let it have one."""
    bare = [*ARGUMENTS, "--no-sandbox"]
    if os.geteuid() == 0:
        return kind.launch(executable_path=find(), args=bare)
    try:
        return kind.launch(
            executable_path=find(), args=list(ARGUMENTS), chromium_sandbox=True, timeout=20_000
        )
    except Error:
        return kind.launch(executable_path=find(), args=bare)
