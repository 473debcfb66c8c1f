"""Where there is no Chromium the browser tests are left out, told of, and no failure."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OTHER = "tests/test_architecture.py::test_no_cycles"


def run(folder: Path, *, required: str) -> "subprocess.CompletedProcess[str]":
    """Run one other test and the browser tests with nothing on the PATH."""
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", OTHER, "tests/browser"]
    return subprocess.run(
        words,
        cwd=ROOT,
        env=os.environ | {"PATH": str(folder), "REQUIRE_BROWSER": required},
        capture_output=True,
        text=True,
        check=False,
    )


def test_left_out_and_told(tmp_path: Path) -> None:
    done = run(tmp_path, required="")
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.search(r"^(\d+) browser tests left out: no Chromium found; .+", done.stdout, re.M)
    assert told and int(told[1]) > 50, done.stdout
    assert "skipped" not in done.stdout


def test_required_and_missing_is_a_failure(tmp_path: Path) -> None:
    done = run(tmp_path, required="1")
    assert done.returncode not in (0, 5)
    assert "REQUIRE_BROWSER=1, and no Chromium was found" in done.stdout + done.stderr
    assert "apt install chromium" in done.stdout + done.stderr
