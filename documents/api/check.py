"""`POST /check/`: a text in, what it cites out; read and forgotten."""

from collections.abc import Mapping
from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from commitments.api.parameters import BadParameter
from commitments.api.resource import KnownParameters
from commitments.api.rows import ShapedRow
from commitments.api.schema import ApiSchema
from documents import drafts
from documents.limits import Limit, client_address
from documents.models import Citation, Paragraph
from documents.text.types import Block
from documents.text.types import Citation as Reading


class CheckThrottle(BaseThrottle):
    """As often as on the page, and counted with it."""

    limit = Limit("check", most=30, seconds=600)

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count one more text of this address."""
        return self.limit.allows(client_address(request))

    def wait(self) -> float:
        """Give the seconds after which it may come back, at most."""
        return self.limit.seconds


class NestedParser(JSONParser):
    """JSON that may be nested deeper than Python reads: then it is a mistake of the sender."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Read the body; raise `ParseError`."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The body is nested too deeply.") from None


class CheckSerializer(serializers.Serializer):
    """A text to be checked."""

    text = serializers.CharField(
        max_length=drafts.LONGEST,
        trim_whitespace=False,
        help_text="Plain text in Chinese, with its line breaks; counted in characters.",
    )


class CheckedCitationSerializer(ShapedRow):
    """A span of the text and what it cites."""

    key = serializers.CharField(
        allow_null=True,
        help_text="Key of the commitment, or slug of the instrument cited as a whole; null: a "
        "miss.",
    )
    kind = serializers.ChoiceField(choices=Citation.Kind.choices)
    status = serializers.ChoiceField(choices=Citation.Status.choices)
    reason = serializers.CharField(allow_null=True, help_text="Why nothing is linked.")
    candidates = serializers.ListField(
        child=serializers.CharField(), help_text="Ids it may mean, where it is ambiguous."
    )
    span = serializers.ListField(
        child=serializers.IntegerField(),
        min_length=2,
        max_length=2,
        help_text="First code point in the text that was sent, and the one after the last.",
    )
    paragraph = serializers.CharField(help_text="Path of the paragraph of the text.")
    start = serializers.IntegerField(help_text="First code point in the paragraph's `text`.")
    end = serializers.IntegerField(help_text="Code point after the last, there.")
    quote = serializers.CharField(help_text="`text[start:end]` of the paragraph.")
    verb = serializers.CharField(allow_null=True, help_text="The operative verb of its clause.")
    rule = serializers.CharField(help_text="Name of the rule that found it.")


class CheckedParagraphSerializer(ShapedRow):
    """A paragraph of the text as the engine reads it: line breaks within it are gone."""

    path = serializers.CharField()
    kind = serializers.ChoiceField(choices=Paragraph.Kind.choices)
    text = serializers.CharField()


class CheckedSerializer(ShapedRow):
    """What a text cites."""

    engine = serializers.CharField(help_text="Version of the engine that read it.")
    foreign = serializers.BooleanField(
        help_text="Whether its head names another body than the Treaty's."
    )
    linked = serializers.IntegerField(help_text="Citations that are linked.")
    missed = serializers.IntegerField(help_text="Citations that are not, each with its reason.")
    citations = CheckedCitationSerializer(many=True)
    paragraphs = CheckedParagraphSerializer(many=True)


@method_decorator(never_cache, name="dispatch")
class CheckView(KnownParameters, APIView):
    """Reads a text and says what it cites: nothing of it is stored or logged.

    At most 50,000 characters; a text without a running sentence is refused.
    """

    schema = ApiSchema()
    parser_classes = (NestedParser,)
    throttle_classes = (*api_settings.DEFAULT_THROTTLE_CLASSES, CheckThrottle)

    @extend_schema(request=CheckSerializer, responses={200: CheckedSerializer})
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        """Read a text and say what it cites."""
        text = _text(request.data)
        reading = drafts.read(text)
        if reading is None:
            raise BadParameter("text", "This text holds no running words: send whole paragraphs.")
        found = [
            _citation(each, cited.block) for cited in reading.blocks for each in cited.citations
        ]
        linked = sum(each["status"] == Citation.Status.LINKED for each in found)
        answer = {
            "engine": reading.engine,
            "foreign": reading.foreign,
            "linked": linked,
            "missed": len(found) - linked,
            "citations": found,
            "paragraphs": [
                {"path": block.path, "kind": block.kind.value, "text": block.text}
                for block in (cited.block for cited in reading.blocks)
            ],
        }
        return Response(CheckedSerializer(answer).data)


@sensitive_variables()
def _text(data: Any) -> str:
    """Take the text out of a body; raise `BadParameter` where there is none that can be read."""
    if not isinstance(data, Mapping) or not isinstance(data.get("text"), str):
        raise BadParameter("text", 'The body is a JSON object with a text: {"text": "…"}.')
    if unknown := sorted(set(data) - {"text"}):
        raise BadParameter(str(unknown[0])[:60], "The body holds nothing but a text.", ["text"])
    text = data["text"]
    if len(text) > drafts.LONGEST:
        raise BadParameter("text", f"The text is too long: at most {drafts.LONGEST} characters.")
    if any("\ud800" <= character <= "\udfff" for character in text) or "\x00" in text:
        raise BadParameter("text", "The text holds what no text holds: a NUL, half a character.")
    return text


@sensitive_variables()
def _citation(found: Reading, block: Block) -> dict[str, Any]:
    return {
        "key": found.target,
        "kind": found.kind.value,
        "status": found.status.value,
        "reason": found.reason or None,
        "candidates": list(found.candidates),
        "span": list(drafts.span_in_draft(block, found.start, found.end)),
        "paragraph": block.path,
        "start": found.start,
        "end": found.end,
        "quote": found.quote,
        "verb": found.verb.slug if found.verb else None,
        "rule": found.rule,
    }
