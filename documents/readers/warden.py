"""A small process that reads files for us: for each file it makes a child, and sees it end.

    python -I -S -c "from documents.readers import warden; warden.main(FD)"

It is started by `guard`, knows no Django, no settings, no secrets, and has loaded all readers, so
that a child costs a millisecond or two. A request is one message on the control socket: JSON
(`format`, and the limits `seconds`, `cpu`, `memory`) with two descriptors, the file and the socket
for the answer. The child writes its answer there (JSON); when it has ended, the warden adds four
bytes, its exit status as `os.waitpid` gives it, or `OVERDUE`. When the control socket is closed the
warden ends.
"""

import contextlib
import gc
import io
import json
import os
import select
import signal
import socket
import struct
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from documents.readers import confinement, docx, html, markdown, pdf, text
from documents.readers.numbering import W
from documents.text.decode import Decoded
from documents.text.types import EngineError

READERS: dict[str, Callable[[bytes], Decoded]] = {
    "text": text.read,
    "markdown": markdown.read,
    "pdf": pdf.read,
    "docx": docx.read,
    "html": html.read,
}
OVERDUE = -1
STATUS = struct.Struct("<i")
MESSAGE = 4096
# Loaded before files can no longer be opened.
_ENCODINGS = (
    "utf-8", "utf-16", "utf-32", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "cp437", "cp1252",
    "cp1251", "cp1256", "koi8-r", "latin-1", "ascii", "iso8859-15", "shift_jis", "euc-kr",
)  # fmt: skip
_SAMPLE_WORD = f'<d xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></d>'
_SAMPLE_PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>
>> endobj
4 0 obj <</Length 35>> stream
BT /F 9 Tf 9 9 Td (a b) Tj ET       endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
"""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ward:
    """A child at work: its process, where its answer goes, and when it has to be done."""

    pid: int
    handle: int
    answer: int
    deadline: float


def main(control_fd: int) -> None:
    """Work off requests until nobody can make any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    _warm_up()
    control = socket.socket(fileno=control_fd)
    missing = [*confinement.leave_root_and_network(), *_unfiltered()]
    gc.collect()
    gc.freeze()  # children share this memory instead of copying it
    control.send(json.dumps({"missing": missing}).encode())
    wards: dict[int, Ward] = {}
    while True:
        ready, _, _ = select.select([control, *wards], [], [], _patience(wards))
        for handle in set(ready) - {control}:
            _ended(wards.pop(handle))
        _stop_overdue(wards)
        if control in ready and not _accept(control, wards):
            return


def _warm_up() -> None:
    """Read a little of every format, so that all that readers load late is loaded."""
    for encoding in _ENCODINGS:
        "".encode(encoding)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", _SAMPLE_WORD)
    samples = {"html": b"<p>a", "pdf": _SAMPLE_PDF, "docx": packed.getvalue()}
    for name, reader in READERS.items():
        with contextlib.suppress(EngineError):
            reader(samples.get(name, b"a"))


def _unfiltered() -> list[str]:
    """Tell, by trying it in a child, whether the system lets calls be filtered."""
    pid = os.fork()
    if pid == 0:
        os._exit(0 if confinement.filter_calls() else 1)
    return ["filter of system calls"] if os.waitpid(pid, 0)[1] else []


def _patience(wards: dict[int, Ward]) -> float | None:
    """How long nothing has to be looked at."""
    if not wards:
        return None
    return max(0.0, min(ward.deadline for ward in wards.values()) - time.monotonic())


def _accept(control: socket.socket, wards: dict[int, Ward]) -> bool:
    """Begin with one request; False when there will be no more."""
    message, handles, _flags, _address = socket.recv_fds(control, MESSAGE, 2)
    if not message:
        return False
    request = json.loads(message)
    source, answer = handles
    pid = os.fork()
    if pid == 0:
        _read_and_leave(request, source, answer)
    os.close(source)
    deadline = time.monotonic() + request["seconds"]
    handle = os.pidfd_open(pid)
    wards[handle] = Ward(pid, handle, answer, deadline)
    return True


def _ended(ward: Ward, status: int | None = None) -> None:
    """Say how a child ended, after all that it said itself."""
    _pid, seen = os.waitpid(ward.pid, 0)
    with contextlib.suppress(OSError):  # whoever asked does not wait any longer
        os.write(ward.answer, STATUS.pack(seen if status is None else status))
    os.close(ward.answer)
    os.close(ward.handle)


def _stop_overdue(wards: dict[int, Ward]) -> None:
    now = time.monotonic()
    for ward in [each for each in wards.values() if each.deadline <= now]:
        os.kill(ward.pid, signal.SIGKILL)
        _ended(wards.pop(ward.handle), OVERDUE)


def _read_and_leave(request: dict[str, object], source: int, answer: int) -> None:
    """What a child does; it never returns."""
    status = 1
    gc.disable()  # it lives too short to be worth tidying
    try:
        data = _bytes_of(source)
        os.dup2(1, 2)  # nothing of ours is left to write to but the answer
        os.dup2(answer, 3)
        os.closerange(4, 256)
        confinement.limit(memory=int(request["memory"]), seconds=int(request["cpu"]))  # type: ignore[call-overload]
        confinement.filter_calls()
        _say(_answer(str(request["format"]), data))
        status = 0
    finally:
        os._exit(status)


def _answer(format_name: str, data: bytes) -> dict[str, object]:
    """What is read of the data, or why nothing is."""
    try:
        decoded = READERS[format_name](data)
    except EngineError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"memory": True}
    except RecursionError:
        return {"broke": "nested too deeply"}
    except Exception:
        return {"broke": traceback.format_exc()[-2000:]}
    return {
        "text": decoded.text,
        "fidelity": decoded.fidelity,
        "warnings": list(decoded.warnings),
    }


def _bytes_of(source: int) -> bytes:
    size = os.lseek(source, 0, os.SEEK_END)
    return os.pread(source, size, 0) if size < _CHUNK else _long(source, size)


def _long(source: int, size: int) -> bytes:
    return b"".join(os.pread(source, _CHUNK, place) for place in range(0, size, _CHUNK))


def _say(answer: dict[str, object]) -> None:
    words = memoryview(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    while words:
        words = words[os.write(3, words) :]
