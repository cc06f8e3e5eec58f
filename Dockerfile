# Image of the portal with production settings.
#
#   docker build -t kpuntt .
#   docker run --rm -v kpuntt:/var/lib/kpuntt --env-file kpuntt.env kpuntt python manage.py migrate
#   docker run --rm -v kpuntt:/var/lib/kpuntt --env-file kpuntt.env kpuntt python manage.py load_data
#   docker run -d   -v kpuntt:/var/lib/kpuntt --env-file kpuntt.env -p 127.0.0.1:8000:8000 kpuntt
#
# kpuntt.env holds SECRET_KEY, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, HTTPS_BY_PROXY=true behind a proxy
# that ends TLS, and DATABASE_URL if the database is not the SQLite file in the volume.

FROM python:3.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 \
    PATH=/opt/venv/bin:$PATH


FROM base AS builder
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt


FROM base
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/kpuntt \
      --shell /usr/sbin/nologin kpuntt \
    && install -d -o kpuntt -g kpuntt -m 0750 /var/lib/kpuntt
COPY --from=builder /opt/venv /opt/venv
WORKDIR /srv/kpuntt
COPY . .

# Static files belong to the release, not to the volume, so that a new image never serves old ones.
ENV STATIC_ROOT=/srv/static
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=localhost VAR_DIR=/tmp/build \
    python manage.py collectstatic --noinput \
    && rm -rf /tmp/build

ENV VAR_DIR=/var/lib/kpuntt \
    WEB_CONCURRENCY=3
USER kpuntt
VOLUME /var/lib/kpuntt
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["python", "-c", "\
import os; from urllib.request import Request, urlopen; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('*.') or 'localhost'; \
urlopen(Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
CMD ["gunicorn", "kpuntt.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
