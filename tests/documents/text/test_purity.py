"""The engine needs nothing of the application: its tests pass with Django blocked and no server."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent

BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "psycopg", "celery", "redis", "rest_framework"):
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Blocked())
import pytest
raise SystemExit(pytest.main(sys.argv[1:]))
"""


def test_the_engine_passes_its_tests_with_django_blocked() -> None:
    options = ["-p", "no:django", "-o", "addopts=", "-p", "no:cacheprovider", "-q"]
    command = [sys.executable, "-c", BLOCKED, *options, f"--confcutdir={HERE}"]
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "NPT_VAR")
    }
    # The hostile texts are read in processes of their own, and take long.
    left_out = {Path(__file__).name, "test_hostile.py"}
    files = [str(path) for path in sorted(HERE.glob("test_*.py")) if path.name not in left_out]
    done = subprocess.run(
        [*command, *files], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert " passed" in done.stdout
