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
