"""A web process that is warm: what it has loaded is no matter for the collector any more."""

import json
import subprocess
import sys

from django.conf import settings

ASKED = """
import gc, json
import npt_tracker.wsgi
from django.template import engines

shown = engines["django"].engine.template_loaders[0].get_template_cache
print(json.dumps({
    "aside": gc.get_freeze_count(), "left": len(gc.get_objects()),
    "looks": gc.get_threshold(), "templates": len(shown),
}))
"""


def test_a_web_process_sets_aside_what_it_has_loaded() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = json.loads(run.stdout.splitlines()[-1])
    own = len(list((settings.BASE_DIR / "templates").rglob("*.html")))
    assert found["templates"] >= own > 0
    assert found["aside"] > 10 * found["left"]
    assert found["looks"][2] == 100
