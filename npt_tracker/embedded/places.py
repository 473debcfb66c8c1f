"""Where the embedded servers keep things: `var/`, its locks, secret, sockets and the data's home.

A Unix socket's path may hold 107 bytes, and Postgres refuses to run as root. So sockets of a
project with a long path live in a short folder of their own, and root's Postgres runs under
another account, with its data in a place that this account can reach.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from npt_tracker.embedded.account import Account

REPOSITORY = Path(__file__).resolve().parent.parent.parent
# The kernel's limit is 107 bytes (103 on macOS), with the longest socket name and its zero byte.
LONGEST_FOLDER = 80
# Not tempfile.gettempdir(): every process must come to the same answer, whatever its environment.
SHORT_BASE = Path("/tmp")  # noqa: S108
OUTSIDE_BASES = (Path("/var/lib/npt_tracker"), Path("/var/tmp/npt_tracker"))  # noqa: S108


class EmbeddedError(Exception):
    """The embedded servers cannot be used; the text tells the user why and what to do."""


def var_dir() -> Path:
    """The folder of all local state: `NPT_VAR`, else `var/` in the project."""
    return Path(os.environ.get("NPT_VAR") or REPOSITORY / "var").resolve()


def run_dir() -> Path:
    """The folder of lock files."""
    folder = var_dir() / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_dir() -> Path:
    """The folder of log files."""
    folder = var_dir() / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def check_writable() -> None:
    """Make `var/`, or raise an `EmbeddedError` that names its owner."""
    var = var_dir()
    try:
        folders = (run_dir(), log_dir())
    except OSError as error:
        folders = ()
        reason = error.strerror
    else:
        reason = "it belongs to another account"
    if not folders or not all(os.access(folder, os.W_OK | os.X_OK) for folder in folders):
        raise EmbeddedError(
            f"Cannot write to {var}: {reason}.\n"
            "Run as the account that ran it first, or set NPT_VAR to a folder of your own."
        )


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold an exclusive lock among all processes on this `var/`."""
    handle = os.open(run_dir() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def development_secret() -> str:
    """The secret key of this `var/`, made at the first call; mode 0600."""
    path = var_dir() / "secret"
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text()
    except OSError as error:
        raise EmbeddedError(
            f"Cannot read or write {path}: {error.strerror}.\n"
            "Run as the account that owns it, or set SECRET_KEY, or NPT_VAR to a folder of yours."
        ) from error


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        # A link never replaces a file: of several processes the first wins, and all read its key.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _short_name(purpose: str) -> str:
    return f"npt-{_digest()}-{purpose}"


def _digest() -> str:
    return hashlib.sha256(os.fsencode(var_dir())).hexdigest()[:12]


def _socket_folder(purpose: str) -> Path:
    folder = var_dir() / purpose / "run"
    # Only plain characters: the path is part of addresses that are read by three different parsers.
    if len(os.fsencode(folder)) <= LONGEST_FOLDER and re.fullmatch(
        r"[A-Za-z0-9/._-]+", str(folder)
    ):
        return folder
    return SHORT_BASE / _short_name(purpose)


def postgres_sockets() -> Path:
    """The folder of Postgres' socket, as clients name it."""
    return _socket_folder("postgres")


def redis_socket() -> Path:
    """The path of Redis' socket."""
    return _socket_folder("redis") / "redis.sock"


def make_private(folder: Path, account: Account | None = None) -> None:
    """Make a folder (0700) that belongs to the account, or to us; refuse somebody else's."""
    uid = os.geteuid() if account is None else account.uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if account is not None:
            os.chown(folder, account.uid, account.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise EmbeddedError(
            f"{folder} is no folder of {account.name if account else 'this account'}.\n"
            "Remove it, or run as the account that owns it."
        )
    folder.chmod(0o700)


def postgres_home(account: Account | None) -> Path:
    """The real folder of the database files; made if missing.

    `var/postgres` is that folder, or, where the account cannot reach it, a link to a place outside.
    """
    link = var_dir() / "postgres"
    if account is None:
        if link.is_symlink():
            raise EmbeddedError(
                f"The database of {var_dir()} was made by root and lies in {link.readlink()}.\n"
                "Run as root, or set NPT_VAR to a folder of your own."
            )
        make_private(link)
        return link
    if link.is_symlink() and (place := _linked_place(link)):
        return place
    made = not link.exists()
    make_private(link, account)
    if account.can_write(link):
        return link
    if not made and any(link.iterdir()):
        raise EmbeddedError(
            f"The account {account.name}, which runs Postgres for root, cannot reach {link}:\n"
            "a folder above it was closed. Open the folders above it to that account (chmod a+x)."
        )
    link.rmdir()
    return _outside_place(link, account)


def _linked_place(link: Path) -> Path | None:
    """The place the link leads to; None, and no link, if it belongs to what we are a copy of."""
    place = link.resolve()
    note = _note(place)
    if not place.is_dir():
        raise EmbeddedError(
            f"The database files of this folder should be in {place}, which is missing.\n"
            f"Bring it back, or remove {link} to begin with an empty database."
        )
    first = Path(note.read_text()) if note.exists() else link
    if first != link:
        if first.is_symlink() and first.resolve() == place:
            link.unlink()
            return None
        note.write_text(str(link))
    return place


def _note(place: Path) -> Path:
    """Tells for which folder a place was made; beside it, where only root can write."""
    return place.with_name(f"{place.name}.for")


def _outside_place(link: Path, account: Account) -> Path:
    for base in OUTSIDE_BASES:
        try:
            base.mkdir(mode=0o711, exist_ok=True)
            if base.is_symlink() or base.stat().st_uid != os.geteuid():
                continue
            number = 1
            # A place that exists belongs to an earlier `var/` of this path: it is left as it is.
            while (place := base / f"{_digest()}-{number}").exists():
                number += 1
            make_private(place, account)
        except OSError:
            continue
        if account.can_write(place):
            _note(place).write_text(str(link))
            link.symlink_to(place)
            return place
    raise EmbeddedError(
        f"Postgres cannot run as root, and account {account.name} reaches neither {link.parent} "
        f"nor {' nor '.join(map(str, OUTSIDE_BASES))}.\n"
        "Set NPT_VAR to a folder that every account can enter, or set DATABASE_URL."
    )
