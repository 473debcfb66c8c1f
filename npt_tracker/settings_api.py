"""Settings of what programs ask: errors, rates, keys, and pages of others that ask."""

import environ

env = environ.Env()

DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "commitments.api.problems.ProblemHandler",
    "EXCEPTION_FORMATTER_CLASS": "commitments.api.problems.ProblemFormatter",
    # Never a traceback, not even there.
    "ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": True,
    # As in a JSON pointer.
    "NESTED_FIELD_SEPARATOR": "/",
}
# Requests in each window; a key is made with `manage.py api_key create`.
API_RATES = {
    "anonymous": env.str("API_RATE", default="300/minute"),
    "key": env.str("API_KEY_RATE", default="3000/minute"),
}
# One query of a program may take so long.
API_QUERY_SECONDS = env.float("API_QUERY_SECONDS", default=10.0)
# Known by its beginning to programs that look for secrets in public code.
REST_KNOX = {"TOKEN_PREFIX": "npt_", "TOKEN_TTL": None}

# What programs ask for may be asked for by pages of others, without cookies.
CORS_URLS_REGEX = r"^/(api|feeds|dumps)/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "if-modified-since",
    "if-none-match",
    "range",
]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Link",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-Request-ID",
]

# What may be done with the data, as its dumps say it.
DATA_LICENCE = env.str(
    "DATA_LICENCE",
    default=(
        "The texts of the papers are those of the States, groups and bodies that submitted them to "
        "the United Nations; links, offsets and summaries are this project's work. Who runs this "
        "site has named no licence for them: ask before you publish them anew."
    ),
)

# Who gives the entries of feeds their ids, by name: the host's, unless one is set. It must not
# change, or readers see every entry again.
FEED_AUTHORITY = env.str("FEED_AUTHORITY", default="")

REST_FRAMEWORK = {
    # Open to everybody and read-only, but for uploads; no cookies. A key gives a higher rate, and
    # the right to upload where its account has it.
    "DEFAULT_AUTHENTICATION_CLASSES": ["npt_tracker.keys.ApiKey"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["npt_tracker.throttling.RateLimit"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["commitments.api.rendering.QuickJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "commitments.api.pages.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["commitments.api.parameters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "npt_tracker",
    "DESCRIPTION": (
        "Who cites which commitment of the Nuclear Non-Proliferation Treaty's review process, in "
        "which words, and where. Read-only, but for uploads. Ids are public keys: "
        "`action-plan-2010:5c`, `nam`, `JPN`. Lists come in pages, in a fixed order. Unknown "
        "parameters and bad values are answered with 400."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "documents.api.vocabulary.describe_enums",
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Its badge would send our address to somebody else.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "ENUM_NAME_OVERRIDES": {
        "PillarEnum": "commitments.models.Pillar",
        "NptStatusEnum": "commitments.models.NptStatus",
        "NptPartyEnum": "commitments.models.NptParty",
        "InstrumentOriginEnum": "commitments.models.Instrument.Origin",
        "SessionKindEnum": "commitments.models.SessionKind",
        "BodyKindEnum": "commitments.register.facts.BodyKind.__args__",
        "GroupKindEnum": "commitments.register.facts.GroupKind.__args__",
        "RegionEnum": "commitments.register.facts.Region.__args__",
        "RowTypeEnum": "commitments.register.facts.RowType.__args__",
        "SubmissionRoleEnum": "documents.models.Submission.Role",
        "MatrixRowsEnum": "documents.tables.matrix.ROWS",
        "MatrixColumnsEnum": "documents.tables.matrix.COLUMNS",
        "ParagraphKindEnum": "documents.models.Paragraph.Kind",
        "CitationKindEnum": "documents.models.Citation.Kind",
        "CitationStatusEnum": "documents.models.Citation.Status",
        "CitationOriginEnum": "documents.models.Citation.Origin",
        "ChangeResourceEnum": "documents.models.Change.Resource",
        "ChangeOpEnum": "documents.models.Change.Op",
        "UploadStateEnum": "documents.uploads.State",
        "ReviewStateEnum": "documents.models.Citation.ReviewState",
    },
}
