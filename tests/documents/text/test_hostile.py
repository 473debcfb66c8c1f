"""Texts made to be slow are read to the end, soon enough and within bounds of memory.

The bounds are wide: they tell linear from quadratic, not a fast machine from a slow one.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.hostile import KINDS

ROOT = Path(__file__).parents[3]
MEGABYTES = 500


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, Any]]:
    """Every text read once, each in a process of its own with a limit of processor time."""
    command = [sys.executable, "-m", "bench.growth", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_hostile_text(name: str, readings: dict[str, dict[str, Any]]) -> None:
    assert name in readings, "not read: several texts before it did not end"
    reading = readings[name]
    assert reading["seconds"] is not None, "not read to the end within the limit"
    assert reading["megabytes"] < MEGABYTES
