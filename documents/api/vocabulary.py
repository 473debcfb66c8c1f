"""The codes that answers and filters use, with their words in Chinese and in English."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from commitments.api.pages import Listing
from commitments.api.parameters import BadParameter
from commitments.api.resource import Listed, Resource
from commitments.api.rows import ShapedRow
from commitments.models import NptParty, NptStatus, Pillar, SessionKind
from commitments.models.instruments import Instrument
from documents.templatetags import analysis, wording
from documents.text.verbs import verb_list

CHINESE, ENGLISH = "zh-hans", "en"
# By list: codes with words that pages show too, which have an English translation.
_SHOWN = {
    "addressee": wording.ADDRESSEES,
    "instrument_origin": dict(Instrument.Origin.choices),
    "kind": wording.KINDS,
    "language": wording.LANGUAGES,
    "npt_party": dict(NptParty.choices),
    "npt_status": dict(NptStatus.choices),
    "pillar": dict(Pillar.choices),
    "reason": wording.REASONS,
    "review_state": {k: v for k, v in analysis.REVIEW_STATES.items() if k != "rejected"},
    "session_kind": dict(SessionKind.choices),
    "status": wording.STATUSES,
}
# Those that no page shows.
_PLAIN = {
    "block": {
        "paragraph": ("段落", "paragraph"),
        "heading": ("标题", "heading"),
        "header": ("文件头", "line of the document's head"),
        "note": ("注", "footnote or endnote"),
        "artefact": ("页眉页脚等", "page foot and the like, no part of the text"),
    },
    "origin": {
        "automatic": ("由引擎识别", "found by the engine"),
        "person": ("由人添加", "added by a person"),
    },
    "party_kind": {
        "state": ("国家", "State"),
        "group": ("国家集团", "group of States"),
        "body": ("机构", "body"),
    },
    "role": {"submitter": ("提交方", "submitter"), "supporter": ("支持方", "supporter")},
}
# The list whose words an enumeration of the description has.
ENUMS = {
    "CitationKindEnum": "kind",
    "CitationOriginEnum": "origin",
    "CitationStatusEnum": "status",
    "InstrumentOriginEnum": "instrument_origin",
    "NptPartyEnum": "npt_party",
    "NptStatusEnum": "npt_status",
    "ParagraphKindEnum": "block",
    "PartyKindEnum": "party_kind",
    "PillarEnum": "pillar",
    "ReviewStateEnum": "review_state",
    "SessionKindEnum": "session_kind",
    "SubmissionRoleEnum": "role",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One code of one list."""

    list: str
    code: str
    name_zh: str
    name_en: str
    place: tuple[str, int]


@cache
def words() -> tuple[Word, ...]:
    """Every code, by list, in the list's own order."""
    lists: dict[str, dict[str, tuple[str, str]]] = dict(_PLAIN)
    for name, shown in _SHOWN.items():
        lists[name] = {str(code): _both(label) for code, label in shown.items()}
    lists["verb"] = {verb.slug: (verb.zh, verb.en) for verb in verb_list()}
    return tuple(
        Word(name, code, zh, en, (name, number))
        for name, codes in sorted(lists.items())
        for number, (code, (zh, en)) in enumerate(codes.items(), 1)
    )


def _both(label: Any) -> tuple[str, str]:
    with translation.override(CHINESE):
        chinese = str(label)
    with translation.override(ENGLISH):
        return chinese, str(label)


def describe_enums(result: dict[str, Any], **_arguments: Any) -> dict[str, Any]:
    """Write the words beside the codes of the API's description."""
    for name, schema in result["components"]["schemas"].items():
        if name in ENUMS:
            found = {word.code: word for word in words() if word.list == ENUMS[name]}
            schema["x-enum-descriptions"] = {
                code: {"zh": found[code].name_zh, "en": found[code].name_en}
                for code in schema["enum"]
                if code in found
            }
            lines = [f"* `{code}`: {each.name_zh} / {each.name_en}" for code, each in found.items()]
            schema["description"] = "\n".join(lines)
    return result


class WordSerializer(ShapedRow):
    """A code with its words."""

    identity = ("list", "code")

    list = serializers.CharField(help_text="The field or filter that the code stands in.")
    code = serializers.CharField()
    name_zh = serializers.CharField(help_text="In Chinese.")
    name_en = serializers.CharField(help_text="In English.")


LISTS = sorted({*_SHOWN, *_PLAIN, "verb"})
_LIST = OpenApiParameter(
    "list",
    str,
    enum=LISTS,
    many=True,
    description="Codes of these lists; all lists unless given.",
)


@extend_schema_view(list=extend_schema(parameters=[_LIST]))
class VocabularyViewSet(Listed, Resource):
    """Codes of short lists with their words in both languages; ordered by list, then as used."""

    serializer_class = WordSerializer
    pagination_class = Listing
    filter_backends = ()
    ordering = ("list", "place")

    def known_parameters(self) -> set[str]:
        """Add the list."""
        return super().known_parameters() | {"list"}

    def repeatable_parameters(self) -> set[str]:
        """Several lists may be asked for."""
        return super().repeatable_parameters() | {"list"}

    def get_queryset(self) -> list[Word]:
        """Give the words of the lists that are asked for."""
        asked = self.request.query_params.getlist("list") or LISTS
        for name in asked:
            if name not in LISTS:
                raise BadParameter("list", f"There is no list {name!r}.", LISTS)
        return [word for word in words() if word.list in asked]

    def in_order(self, rows: list[Word]) -> list[Word]:
        """They are."""
        return rows
