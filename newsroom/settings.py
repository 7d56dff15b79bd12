"""One settings file for every place the newsroom runs, driven by the environment.

Values come from environment variables, then from the file that `NEWSROOM_ENV_FILE` names
(default `.env`; empty means none). The defaults are right for a developer's own machine;
with `DEBUG` off, what must not be guessed has to be set. What is wrong ends the process with
a sentence (SystemExit), not with a traceback: it is read by whoever starts the site.
"""

import re
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from csp.constants import NONCE, NONE, SELF
from environs import Env, EnvError

from tickers.banks import ASKED, REGIONAL

BASE_DIR = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

env = Env()
if env_file := env.str("NEWSROOM_ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(env_file, recurse=False)


def setting(read, name, default):
    """Read one variable; a value that can't be understood stops the start with a sentence."""
    try:
        return read(name, default)
    except (EnvError, ValueError, KeyError) as error:
        raise SystemExit(f"The setting {name} can't be used: {error}") from error


def required(name, local_default, example):
    """A setting that only a developer's own machine may leave out."""
    value = env.str(name, "")
    if value or DEBUG:
        return value or local_default
    raise SystemExit(f"DEBUG is off and {name} is not set. Set it, e.g. {name}={example}")


def _zone(name, default):
    return ZoneInfo(env.str(name, default))


def _places(name, default):
    places = env.list(name, default)
    for place in places:
        if not re.fullmatch(r"\S+:\d+", place):
            raise ValueError(f"“{place}” is no host with its port, like intranet:8080")
    return places


def _providers(name, default):
    providers = env.list(name, default)
    for provider in providers:
        if provider not in ASKED:
            raise ValueError(f"nobody is called “{provider}”. Known are {', '.join(ASKED)}")
    return providers


def _relays(name, default):
    pairs = [pair.partition("=") for pair in env.list(name, default)]
    for address, _, relay in pairs:
        for each in (address, relay):
            if not re.match(r"https?://[^/\s]", each):
                raise ValueError(
                    f"“{each}” is no address. Give two, like https://cbt.tm=https://relay.example"
                )
    return {address: relay for address, _, relay in pairs}


def _log_level(name, default):
    level = env.str(name, default).upper()
    if level not in LOG_LEVELS:
        raise ValueError(f"“{level}” is none of {', '.join(LOG_LEVELS)}")
    return level


def _clock(name, default):
    text = env.str(name, default)
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise ValueError(f"“{text}” is no time of day like 03:30") from None


DEBUG = setting(env.bool, "DEBUG", True)
SECRET_KEY = required(
    "SECRET_KEY",
    "django-insecure-for-a-developers-own-machine-only",
    "\"$(python -c 'import secrets; print(secrets.token_urlsafe(50))')\"",
)
ALLOWED_HOSTS = [
    host.strip()
    for host in required("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", "www.example.org").split(",")
    if host.strip()
]
if not (ALLOWED_HOSTS or DEBUG):
    raise SystemExit("ALLOWED_HOSTS names no host. Set it, e.g. ALLOWED_HOSTS=www.example.org")
HTTPS = setting(env.bool, "HTTPS", not DEBUG)
CSRF_TRUSTED_ORIGINS = setting(env.list, "CSRF_TRUSTED_ORIGINS", [])

SITE_NAME = env.str("SITE_NAME", "Newsroom")
RESULTS_PER_PAGE = setting(env.int, "RESULTS_PER_PAGE", 6)
if RESULTS_PER_PAGE < 1:
    raise SystemExit("RESULTS_PER_PAGE must be 1 or more.")

# Servers, as host:port, that may be fetched from although their addresses are private. None by
# default: whoever can name an address must not reach what only this machine can.
FETCH_ALLOW = setting(_places, "FETCH_ALLOW", [])

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_prose_editor",
    "articles",
    "tickers",
    # Last: its post_migrate gives the roles their permissions, which the others make.
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    # First, so that a page that is kept costs none of the others, and has what they added.
    "newsroom.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of the policy: “not modified” brings none, and the page's own stays as it was sent.
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Inside CommonMiddleware, so that an old address without its slash is still one hop.
    "articles.middleware.OldAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

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
                "csp.context_processors.nonce",
                "newsroom.context_processors.site",
            ],
        },
    },
]

DATABASES = {
    "default": setting(
        partial(env.dj_db_url, conn_max_age=60, conn_health_checks=True),
        "DATABASE_URL",
        f"sqlite:///{BASE_DIR / 'db.sqlite3'}",
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers and one writer side by side; a writer waits for its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "newsroom.postgresql"
    # What `articles.prepared` asks is planned once for each connection.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 0)
# An index that PostgreSQL reads without the table; SQLite leaves its further columns out.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": setting(env.dj_cache_url, "CACHE_URL", "locmem://")}
CACHES["default"]["OPTIONS"] = {
    # In the memory of each process, where a page takes some 20 kB.
    "django.core.cache.backends.locmem.LocMemCache": {"MAX_ENTRIES": 1_500},
    # A Redis that does not answer must not keep readers waiting: pages are rendered without it.
    "django.core.cache.backends.redis.RedisCache": {"socket_timeout": 1},
}.get(CACHES["default"]["BACKEND"], {}) | CACHES["default"].get("OPTIONS", {})
# Off where templates are written: a page would not follow them.
PAGE_CACHE_SECONDS = setting(env.int, "PAGE_CACHE_SECONDS", 0 if DEBUG else 300)
if PAGE_CACHE_SECONDS < 0:
    raise SystemExit("PAGE_CACHE_SECONDS must be 0 (pages are not kept) or more.")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = str(setting(_zone, "TIME_ZONE", "Asia/Bishkek"))
# When the worker does the night's work, by the clock of that zone.
NIGHTLY_AT = setting(_clock, "NIGHTLY_AT", "03:30")
# Whom the worker asks for rates, when they publish them; and the keys of those that want one.
RATE_PROVIDERS = setting(_providers, "RATE_PROVIDERS", REGIONAL)
# What addresses of banks begin with, and where to ask instead: not all can be reached from all.
RATE_RELAYS = setting(_relays, "RATE_RELAYS", [])
RATE_KEYS = {
    "openexchangerates": env.str("OPENEXCHANGERATES_KEY", ""),
    "exchangerate_host": env.str("EXCHANGERATE_HOST_KEY", ""),
}
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_URL = env.str("MEDIA_URL", "media/")
# A book pasted into a story is refused by its form, with a sentence, and not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(BASE_DIR / "media")))

# Not one inline script or style anywhere; the nonce is sent only by the admin pages that
# print an import map with it.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # Imported stories show pictures of the sites they came from until they are fetched.
        "img-src": [SELF, "data:", "http:", "https:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": setting(_log_level, "LOG_LEVEL", "WARNING")},
}
