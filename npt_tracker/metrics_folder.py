"""The folder in which the processes of one web server count together.

Apart from `npt_tracker.metrics`, because it has to be named before prometheus_client is imported.
"""

import os
import shutil
from pathlib import Path

from npt_tracker.embedded.places import run_dir, var_dir

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
ASKED_FOR = ("METRICS_TOKEN", "METRICS_ALLOWED")


def share_folder() -> None:
    """Have this process count together with the others, if anything is to be counted."""
    if any(os.environ.get(name) for name in ASKED_FOR):
        # Only then: in a container nothing can be made under `var/`.
        if not os.environ.get(FOLDER):
            os.environ[FOLDER] = str(run_dir() / "metrics")
        Path(os.environ[FOLDER]).mkdir(parents=True, exist_ok=True)


def begin_anew() -> None:
    """Forget what processes counted that are gone; before the web server starts, not later."""
    folder = os.environ.get(FOLDER) or var_dir() / "run" / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
