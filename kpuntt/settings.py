"""Settings of the portal: one file, every value typed and read from the environment.

Production is the default. ``KPUNTT_LOCAL=true`` is the only switch that relaxes anything: it
serves plain HTTP on this computer and keeps a generated secret in ``var/``. A mistyped boolean or a
missing production secret stops the start with a sentence.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def secret_from(path: Path) -> str:
    """Return the secret kept in ``path``; a new one, for its owner only, if there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8")


try:
    LOCAL = env.bool("KPUNTT_LOCAL", False)
    DEBUG = env.bool("DEBUG", False)
    HTTPS_BY_PROXY = env.bool("HTTPS_BY_PROXY", False)
    HSTS_SECONDS = env.int("HSTS_SECONDS", 63_072_000)
    ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
    CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
    SITE_ORIGIN = env.str("SITE_ORIGIN", "")
    SINGLE_PERSON_OFFICE = env.bool("SINGLE_PERSON_OFFICE", False)
    # On one's own computer mail is printed; a server without a mail address sends none, since a
    # link that opens an account does not belong in a log.
    RESET_BY_MAIL = LOCAL or bool(env.str("EMAIL_URL", ""))
    MAIL = env.dj_email_url("EMAIL_URL", "console:" if LOCAL else "dummy:")
    VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
    RELEASES_ROOT = Path(env.str("RELEASES_DIR", str(VAR_DIR / "releases")))
    OFFLINE_ROOT = Path(env.str("OFFLINE_DIR", str(VAR_DIR / "offline")))
    # A private SSH key without passphrase signs the checksums of each release, under this name.
    RELEASE_SIGNING_KEY = env.str("RELEASE_SIGNING_KEY", "")
    RELEASE_SIGNER = env.str("RELEASE_SIGNER", "kpu-ntt")
    DATABASE = env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'kpuntt.sqlite3'}", conn_max_age=60
    )
except (EnvError, ValueError) as error:
    message = f"Pengaturan keliru: {error}. Perbaiki variabel lingkungan itu lalu jalankan lagi."
    raise ImproperlyConfigured(message) from error

SECRET_KEY = env.str("SECRET_KEY", "")

if LOCAL:
    SECRET_KEY = SECRET_KEY or secret_from(VAR_DIR / "secret-key")
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost"]
elif len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY belum diisi atau kurang dari 50 karakter. Isi variabel lingkungan SECRET_KEY, "
        "atau setel KPUNTT_LOCAL=true untuk menjalankan portal di komputer sendiri."
    )
elif not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS belum diisi. Tulis nama host portal, misalnya "
        "ALLOWED_HOSTS=data.contoh.go.id."
    )

# Feeds, share links and Open Graph need absolute addresses. They come from here and not from the
# request, because stored pages are shared by all readers whatever host and port they asked for.
if not SITE_ORIGIN:
    SITE_ORIGIN = (
        "http://127.0.0.1:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('*.').strip()}"
    )
if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", SITE_ORIGIN):
    raise ImproperlyConfigured(
        f"SITE_ORIGIN “{SITE_ORIGIN}” keliru. Tulis alamat portal tanpa garis miring di belakang, "
        "misalnya SITE_ORIGIN=https://data.contoh.go.id."
    )

if not re.fullmatch(r"[A-Za-z0-9@._-]+", RELEASE_SIGNER):
    raise ImproperlyConfigured(
        f"RELEASE_SIGNER “{RELEASE_SIGNER}” keliru. Tulis satu nama tanpa spasi, misalnya "
        "RELEASE_SIGNER=rilis@data.contoh.go.id."
    )

INSTALLED_APPS = [
    "kpuntt.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_prose_editor",
    "django_tables2",
    "simple_history",
    "kpuntt",
    "kpuntt.caching",
    "kpuntt.activity",
    "kpuntt.regions",
    "kpuntt.staff.apps.StaffConfig",
    "kpuntt.provenance",
    "kpuntt.publishing",
    "kpuntt.quality",
    "kpuntt.search",
    "kpuntt.schedule",
    "kpuntt.reports",
    "kpuntt.imports",
    "voters",
    "performance",
    "budget",
    "news",
]

MIDDLEWARE = [
    "kpuntt.languages.LanguageMiddleware",  # first: refusals of the others speak its language too
    "django.middleware.security.SecurityMiddleware",
    "kpuntt.headers.IsolationHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "kpuntt.staff.middleware.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kpuntt.urls"
WSGI_APPLICATION = "kpuntt.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "kpuntt.templatetags.addresses",
                "kpuntt.templatetags.figures",
                "kpuntt.templatetags.languages",
            ],
        },
    }
]

# -- Database -------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": DATABASE}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    VAR_DIR.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A public read that takes longer than this is a fault, not a slow reader.
    DATABASES["default"]["OPTIONS"] = {"options": "-c statement_timeout=30000"}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Cache: rendered pages, shared by all workers, cleared by generations rather than by time -----

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.str("CACHE_DIR", str(VAR_DIR / "cache")),
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

# -- Language and formats -------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Makassar"  # WITA, the zone of all of Nusa Tenggara Timur
USE_I18N = True
USE_TZ = True

# -- Static files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- Files of the news ----------------------------------------------------------------------------

MEDIA_ROOT = VAR_DIR / "media"
READ_JOURNAL = VAR_DIR / "reads.log"

# -- Mail: links for a new password, and nothing else ----------------------------------------------

if "EMAIL_BACKEND" not in MAIL:
    raise ImproperlyConfigured(
        "EMAIL_URL keliru. Tulis alamat peladen surel, misalnya "
        "EMAIL_URL=submission://nama:sandi@surel.contoh.go.id:587."
    )
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST = MAIL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = MAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10  # a mail server that hangs must not hold a worker
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Data Pemilu NTT <portal@localhost>")

# -- Minutes of plenaries: for staff only, never below MEDIA_ROOT ----------------------------------

MINUTES_ROOT = VAR_DIR / "minutes"

# -- Security -------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Fifteen minutes are fifteen minutes, however often somebody tries meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "kpuntt.staff.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "kpuntt.staff.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signs in and when is in the account itself
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Data Pemilu NTT"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "sesi" if LOCAL else "__Host-sesi"
CSRF_COOKIE_NAME = "csrf" if LOCAL else "__Host-csrf"
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kpuntt.views.pages.csrf_failure"
if HTTPS_BY_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# -- The portal -----------------------------------------------------------------------------------

PROVINCE_CODE = "53"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the form of a budget has a dozen boxes for each line
SIMPLE_HISTORY_REVERT_DISABLED = True  # a figure goes back by a new edit, never behind the checks

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A reader's mistyped address is answered to the reader; only our own faults are logged.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
