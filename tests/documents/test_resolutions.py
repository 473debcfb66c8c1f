"""Resolutions become instruments when they are first cited."""

import pytest

from commitments.models import Instrument
from documents.refused import Refused
from documents.resolutions import instruments_for, resolution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources_dir", "register")]


@pytest.mark.parametrize(
    ("slug", "name_zh", "name_en", "kind"),
    [
        ("ga-res-77-47", "大会第77/47号决议", "General Assembly resolution 77/47", "ga-resolution"),
        (
            "ga-res-50-70p",
            "大会第50/70 P号决议",
            "General Assembly resolution 50/70 P",
            "ga-resolution",
        ),
        ("ga-res-1-i", "大会第1(I)号决议", "General Assembly resolution 1 (I)", "ga-resolution"),
        (
            "ga-res-2373-xxii",
            "大会第2373(XXII)号决议",
            "General Assembly resolution 2373 (XXII)",
            "ga-resolution",
        ),
        (
            "ga-res-s-10-2",
            "大会第S-10/2号决议",
            "General Assembly resolution S-10/2",
            "ga-resolution",
        ),
        ("ga-dec-73-546", "大会第73/546号决定", "General Assembly decision 73/546", "ga-decision"),
        (
            "sc-res-1540",
            "安全理事会第1540号决议",
            "Security Council resolution 1540",
            "sc-resolution",
        ),
    ],
)
def test_a_resolution_is_named_by_its_slug(
    slug: str, name_zh: str, name_en: str, kind: str
) -> None:
    row = resolution(slug)
    assert (row.name_zh, row.name_en, row.kind, row.origin) == (name_zh, name_en, kind, "cited")


@pytest.mark.parametrize("slug", ["nothing", "ga-res-", "ga-res-77", "sc-res-1540-2", "ga-res-0x1"])
def test_what_is_no_resolution_is_refused(slug: str) -> None:
    with pytest.raises(Refused, match="load_catalogue"):
        resolution(slug)


def test_a_resolution_is_made_once_and_the_register_is_left_alone() -> None:
    first = instruments_for({"ga-res-77-47", "npt"})
    again = instruments_for({"ga-res-77-47", "npt"})
    assert first == again
    assert first["npt"].origin == "register"
    assert Instrument.objects.filter(slug="ga-res-77-47").count() == 1
