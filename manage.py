#!/usr/bin/env python
"""Run a management command; the embedded servers are started for it where it needs them."""

import os
import secrets
import signal
import sys

# These need neither database nor Redis, so none is started (`test`: pytest has its own).
OFFLINE = frozenset(
    {
        "",
        "analyse",
        "collectstatic",
        "compilemessages",
        "help",
        "check",
        "licences",
        "makemessages",
        "spectacular",
        "test",
    }
    | {"--help", "--version", "-h", "version"}
)


def needs_servers(arguments: list[str]) -> bool:
    """Tell whether a command line (without the program's name) uses the database or Redis."""
    command = arguments[0] if arguments else ""
    # Stopping must not begin with a start.
    if {"--help", "-h", "--stop"} & set(arguments):
        return False
    return command not in OFFLINE or "--database" in arguments


def main() -> int:
    """Run the command of the command line and return the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")
    from django.core.management import execute_from_command_line

    from npt_tracker import embedded

    lease = None
    try:
        if needs_servers(sys.argv[1:]):
            lease = embedded.hold(tell=lambda message: print(message, file=sys.stderr))
        else:
            # Nothing is signed or kept here: such a command also works where `var/` is not ours.
            os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
        execute_from_command_line(sys.argv)
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if lease is not None:
            # One more Ctrl-C must not leave the servers running.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            lease.release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
