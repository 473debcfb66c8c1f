"""`python -m bench.chaos`: disturb a throw-away site in every way, and look what comes of it."""

import argparse
import sys
import time

import django

from bench.chaos.place import Place, make_folder

QUICK = 30  # papers of scenarios that need no long way


def main() -> int:
    """Run the scenarios and print a line for each; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=60, help="papers while something is killed")
    parser.add_argument("--seed", type=int, default=1, help="of the points where it is killed")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--keep", action="store_true", help="leave folder and logs there")
    options = parser.parse_args()
    folder = make_folder()
    django.setup()
    return run(Place(folder), options)


def run(place: Place, options: argparse.Namespace) -> int:
    """Run the scenarios that are wanted."""
    from bench.chaos import disk, kills, poison, rates, same, scaling
    from bench.chaos.papers import Clean

    quick = min(QUICK, options.papers)
    scenarios = {
        "pool-child": (kills.pool_child, options.papers),
        "worker": (kills.whole_worker, options.papers),
        "redis": (kills.redis, options.papers),
        "postgres": (kills.postgres, options.papers),
        "poison": (poison.poison, quick),
        "disk": (disk.full, quick),
        "twice": (poison.twice, quick),
        "reprocess": (same.reprocess, options.papers),
        "backup": (same.backup, options.papers),
        "throttling": (rates.throttling, 0),
        "workers": (scaling.gain, options.papers),
    }
    if unknown := set(options.only) - set(scenarios):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(scenarios)}.")
    clean = Clean(place)
    missed = 0
    begun = time.monotonic()
    try:
        for name, (scenario, papers) in scenarios.items():
            if not options.only or name in options.only:
                outcome = scenario(place, clean, papers, options.seed)
                missed += not outcome.met
                sys.stdout.write(f"{outcome}\n")
                sys.stdout.flush()
        sys.stdout.write(f"{time.monotonic() - begun:.0f} s, {missed} missed\n")
    finally:
        # What went wrong can be looked into.
        keep = options.keep or missed > 0
        place.close(keep=keep)
        if keep:
            sys.stdout.write(f"Logs are in {place.folder}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
