"""`/uploads/`: papers that programs hand in, and what becomes of them. It needs a key that may."""

from typing import Any
from uuid import UUID

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from commitments.api.parameters import BadParameter
from commitments.api.resource import KnownParameters
from commitments.api.rows import ShapedRow
from commitments.api.schema import ApiSchema
from documents import tasks, uploads
from documents.coverage import UNEXPECTED
from documents.models import Upload
from documents.receiving import receive_on
from documents.views.uploads import RIGHT, handed_in


class NoKey(exceptions.NotAuthenticated):
    """A key is needed here, and none was sent."""

    kind = "no-key"


class MayUpload(BasePermission):
    """The key's account has the right to hand papers in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raise `NoKey` without a key; tell whether the account may."""
        if request.user is None:
            raise NoKey
        return request.user.has_perm(RIGHT)


class UploadSchema(ApiSchema):
    """An operation that needs a key."""

    def _statuses(self) -> list[str]:
        found = ["404"] if self.method == "GET" else []
        return sorted({*super()._statuses(), "403", *found})

    def get_auth(self) -> list[dict[str, Any]]:
        """Nothing without a key."""
        return [each for each in super().get_auth() if each]


class SentSerializer(serializers.Serializer):
    """The files that are handed in."""

    files = serializers.ListField(
        child=serializers.FileField(),
        min_length=1,
        help_text="One part named `files` for each paper; its file name tells the format.",
    )


class FileSerializer(ShapedRow):
    """One file and where it stands."""

    name = serializers.CharField(help_text="Without folders and control characters.")
    sha256 = serializers.CharField(allow_null=True, help_text="Null: it was not taken.")
    state = serializers.ChoiceField(choices=uploads.State.choices)
    known = serializers.BooleanField(help_text="The same bytes were handed in before.")
    reason = serializers.CharField(
        allow_null=True, help_text="Why it was refused or failed, and what to do."
    )
    document = serializers.CharField(
        allow_null=True, help_text="Slug of the paper, once its text is public."
    )


class UploadSerializer(ShapedRow):
    """Files that were handed in together."""

    id = serializers.UUIDField()
    made_at = serializers.DateTimeField()
    settled = serializers.BooleanField(help_text="Nothing changes by itself any more.")
    files = FileSerializer(many=True)


@method_decorator(never_cache, name="dispatch")
class UploadsView(KnownParameters, APIView):
    """Takes papers: each is stored and read; it is public when an editor has published it.

    At most 20 MB a file; the same bytes are taken once. A file that is not taken is told as
    `refused`, the others are taken.
    """

    schema = UploadSchema()
    parser_classes = (MultiPartParser,)
    permission_classes = (MayUpload,)
    live = True

    @extend_schema(request=SentSerializer, responses={202: UploadSerializer})
    def post(self, request: Request) -> Response:
        """Hand papers in."""
        receiver = receive_on(request._request)
        sent = request.data
        if unknown := sorted(set(sent) - {"files"}):
            raise BadParameter(unknown[0][:60], "The body holds nothing but files.", ["files"])
        handed = handed_in(request.FILES.getlist("files"), receiver)
        if not handed:
            raise BadParameter("files", "Send at least one part named `files` with a file name.")
        upload, queued = uploads.receive(files=handed, by=request.user)
        tasks.send_all(queued)
        there = reverse("api:upload", kwargs={"id": upload.pk}, request=request)
        return Response(_told(upload), status=202, headers={"Location": there})


@method_decorator(never_cache, name="dispatch")
class UploadView(KnownParameters, APIView):
    """Where the files of one upload stand."""

    schema = UploadSchema()
    permission_classes = (MayUpload,)
    live = True

    @extend_schema(
        responses={200: UploadSerializer},
        parameters=[
            OpenApiParameter("id", UUID, "path", description="As `POST /uploads/` gave it.")
        ],
    )
    def get(self, request: Request, id: UUID) -> Response:
        """Tell where the files of an upload stand."""
        upload = Upload.objects.filter(pk=id).first()
        if upload is None:
            raise exceptions.NotFound()
        return Response(_told(upload))


def _told(upload: Upload) -> dict[str, Any]:
    rows = uploads.standings(upload.files.select_related("source"))
    answer = {
        "id": upload.pk,
        "made_at": upload.made_at,
        "settled": all(row.settled for row in rows),
        "files": [_file(row) for row in rows],
    }
    return UploadSerializer(answer).data


def _file(row: uploads.Standing) -> dict[str, Any]:
    reason = row.reason
    if reason.startswith(UNEXPECTED):
        # It may tell of the machine.
        reason = "An unexpected error, which is in our log: try again."
    public = row.state == uploads.State.PUBLIC
    return {
        "name": row.file.name,
        "sha256": row.file.sha256 or None,
        "state": row.state,
        "known": row.file.known,
        "reason": reason or None,
        "document": row.version.document.slug if public and row.version else None,
    }
