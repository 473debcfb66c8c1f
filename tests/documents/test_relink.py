"""`manage.py relink`."""

from collections.abc import Callable, Sequence

import pytest
from django.core.management import CommandError, call_command

from documents import linking
from documents.models import Version
from documents.text import types
from tests.documents.papers import BODY, paper, rows, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


@pytest.fixture
def version() -> Version:
    """A paper that is ingested and linked."""
    return take_in(paper())


def test_relink_twice_changes_nothing(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows()
    for _pass in range(2):
        call_command("relink")
        said = capsys.readouterr().out
        assert "0 added, 0 changed, 0 removed, 3 unchanged, 0 flagged" in said
    assert rows() == before


def test_relink_takes_slugs(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(paper(*BODY[:2]))
    call_command("relink", version.document.slug)
    assert "Documents: 1." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no document 'nothing'"):
        call_command("relink", "nothing")


def test_relink_tells_a_fault_of_the_engine_and_goes_on(
    version: Version, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(paper(*BODY[:2]))
    monkeypatch.setattr(linking, "check_spans", _broken_once([version.document.slug]))
    with pytest.raises(CommandError, match="1 failed"):
        call_command("relink")
    assert f"{version.document.slug}: broken" in capsys.readouterr().err


def _broken_once(slugs: list[str]) -> Callable[[Sequence[types.CitedBlock]], None]:
    def check(_cited: Sequence[types.CitedBlock]) -> None:
        if slugs:
            slugs.pop()
            raise linking.BrokenSpan("broken")

    return check
