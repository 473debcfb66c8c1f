"""How many queries each page and each API list makes: measured, and held against `baselines.json`.

`WRITE_BASELINES=1 python -m pytest ...` writes the numbers anew; look at the difference.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("baselines.json")
WRITE = "WRITE_BASELINES"
MOST = 10


def differences(section: str, measured: Mapping[str, int]) -> list[str]:
    """What is not as the section of the file says, a sentence for each; none when it was written.

    More than `MOST` queries are a difference whatever the file says.
    """
    known = json.loads(FILE.read_text(encoding="utf-8"))
    found = [
        f"{name} makes {number} queries, at most {MOST} may be"
        for name, number in measured.items()
        if number > MOST
    ]
    if os.environ.get(WRITE):
        known[section] = dict(sorted(measured.items()))
        FILE.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return found
    before = known.get(section, {})
    for name, number in measured.items():
        if name not in before:
            found.append(f"{name} has no baseline: it makes {number} queries")
        elif number != before[name]:
            how = "dearer" if number > before[name] else "cheaper"
            found.append(f"{name} got {how}: {number} queries, baseline {before[name]}")
    found += [f"{name} has a baseline and was not measured" for name in before.keys() - measured]
    return found


def advice(found: list[str]) -> str:
    """The differences, and what to do about them."""
    return "\n".join([*found, f"Where that is meant, run this with {WRITE}=1: it writes them."])
