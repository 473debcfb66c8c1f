"""Resolutions as instruments: they come into the register when a paper first cites them."""

import re
from collections.abc import Iterable

from commitments.models import Instrument
from documents.refused import Refused

_SLUG = re.compile(
    r"""
    (?P<assembly>ga-res|ga-dec)-
    (?:
        (?P<special>e?s)-(?P<special_session>\d+)-(?P<special_number>\d+)  # S-10/2, ES-11/1
      | (?P<session>\d+)-(?P<number>\d+)(?P<part>[a-z]{0,2})              # 77/47, 50/70 P
      | (?P<old_number>\d+)-(?P<old_session>[ivxl]+)                      # 2373 (XXII)
    )
  | (?P<council>sc-res)-(?P<plain>\d+)                                    # 1540
    """,
    re.X,
)
_KINDS = {
    "ga-res": ("ga-resolution", "大会第{}号决议", "General Assembly resolution {}"),
    "ga-dec": ("ga-decision", "大会第{}号决定", "General Assembly decision {}"),
    "sc-res": ("sc-resolution", "安全理事会第{}号决议", "Security Council resolution {}"),
}


def instruments_for(slugs: Iterable[str]) -> dict[str, Instrument]:
    """The instruments with these slugs; resolutions that are missing are made, with `origin` cited.

    Two transactions that make the same one at once are safe. Raises Refused for a slug that is
    neither in the register nor a resolution's.
    """
    wanted = set(slugs)
    found = {row.slug: row for row in Instrument.objects.filter(slug__in=wanted)}
    if missing := sorted(wanted - found.keys()):
        # In one order always, so that two transactions never wait for each other.
        rows = [resolution(slug) for slug in missing]
        Instrument.objects.bulk_create(rows, ignore_conflicts=True)
        found |= {row.slug: row for row in Instrument.objects.filter(slug__in=missing)}
    return found


def instruments_if_cited(slugs: Iterable[str]) -> dict[str, Instrument]:
    """The same, but resolutions that are missing are only made in memory."""
    wanted = set(slugs)
    found = {row.slug: row for row in Instrument.objects.filter(slug__in=wanted)}
    return found | {slug: resolution(slug) for slug in sorted(wanted - found.keys())}


def resolution(slug: str) -> Instrument:
    """A resolution's row, not saved, with the names that its slug tells.

    `ga-res-77-47` is 大会第77/47号决议, `ga-res-50-70p` that of 50/70 P, `ga-res-2373-xxii` that of
    2373 (XXII).
    """
    match = _SLUG.fullmatch(slug)
    if match is None:
        raise Refused(f"the register has no instrument {slug!r}: run `manage.py load_catalogue`")
    kind, name_zh, name_en = _KINDS[match["assembly"] or match["council"]]
    zh, en = _numbers(match)
    return Instrument(
        slug=slug,
        origin=Instrument.Origin.CITED,
        kind=kind,
        name_zh=name_zh.format(zh),
        name_en=name_en.format(en),
    )


def _numbers(match: re.Match[str]) -> tuple[str, str]:
    """The number as it is written in Chinese and in English."""
    if match["special"]:
        number = f"{match['special']}-{match['special_session']}/{match['special_number']}".upper()
        return number, number
    if match["session"]:
        part = f" {match['part'].upper()}" if match["part"] else ""
        number = f"{match['session']}/{match['number']}{part}"
        return number, number
    if match["old_number"]:
        number, session = match["old_number"], match["old_session"].upper()
        return f"{number}({session})", f"{number} ({session})"
    return match["plain"], match["plain"]
