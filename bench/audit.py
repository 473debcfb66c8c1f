"""`make audit`: known weaknesses of the packages in the lock, or plainly that nothing is known.

pip-audit itself ends well when an index has no advisories, and calls that "no known weaknesses"; so
what it could not ask about is counted here. Ends with 1 for weaknesses, 2 when the advisories
could not be asked.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

PIN = re.compile(r"^[A-Za-z0-9._-]+==", re.MULTILINE)
UNKNOWN = 2


def main(program: str, lock: Path) -> int:
    """Audit the lock and tell what was found."""
    words = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(
        [program, "--requirement", str(lock), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines()
        tell("The advisory service could not be reached, so nothing is known of weaknesses:")
        tell(f"  {lines[-1] if lines else 'pip-audit said nothing'}")
        return UNKNOWN
    return report(packages, len(PIN.findall(lock.read_text(encoding="utf-8"))))


def report(packages: list[dict[str, Any]], pinned: int) -> int:
    """Tell of weaknesses, and of packages that nobody could be asked about."""
    asked = [each for each in packages if "skip_reason" not in each]
    skipped = [each for each in packages if "skip_reason" in each]
    weak = [(each, found) for each in asked for found in each["vulns"]]
    tell(f"Asked about {len(asked)} of {pinned} packages: {len(weak)} known weaknesses.")
    for each, found in weak:
        mended = ", ".join(found["fix_versions"]) or "no version yet"
        tell(f"  {each['name']} {each['version']}: {found['id']}, mended in {mended}")
    if skipped:
        tell(f"The advisory service knows nothing of {len(skipped)}; the first of them:")
        tell(f"  {skipped[0]['name']}: {skipped[0]['skip_reason']}")
    if weak:
        return 1
    return UNKNOWN if skipped or not asked else 0


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
