"""The one settings file. Every difference between installations is an environment variable with a safe default."""

import os
from datetime import timedelta
from pathlib import Path

import django_countries
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.messages import constants as messages_levels

from huiguan.site import logs
from huiguan.site.installed import installed_mechanisms
from huiguan.site.keys import FOR_DEVELOPMENT, home, read_keys
from huiguan.site.told import folder, names, number, switch

PACKAGE = Path(__file__).resolve().parent.parent
HOME = home()
KEYS = read_keys(HOME)  # None: no installation, and only what needs none works

DEBUG = switch("HUIGUAN_DEBUG")
SECRET_KEY = os.environ.get("HUIGUAN_SECRET_KEY") or (KEYS or FOR_DEVELOPMENT)["secret_key"]
FIELD_KEYS = (KEYS or FOR_DEVELOPMENT)["field_keys"]
ALLOWED_HOSTS = names("HUIGUAN_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = names("HUIGUAN_ORIGINS")
BEHIND_TLS = switch("HUIGUAN_TLS")

MECHANISMS = installed_mechanisms()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "huiguan.kernel",
    "huiguan.register",
    "huiguan.activities",
    *(f"huiguan.mechanisms.{name}" for name in MECHANISMS),
    "huiguan.reports",
    "huiguan.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huiguan.site.logs.requests",
    "csp.middleware.CSPMiddleware",
    "huiguan.kernel.middleware.keep_pages_out_of_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "huiguan.kernel.middleware.hold_what_was_typed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huiguan.site.bodies.refuse_what_is_too_large",
    "huiguan.kernel.middleware.end_idle_sessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiguan.kernel.middleware.reach_of_the_request",
    "huiguan.site.new_password.temporary_passwords_open_nothing",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "huiguan.site.urls"
AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"huiguan.site.passwords.{name}"} for name in ("LongEnough", "NotLikeTheName", "NotCommon")
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "huiguan.site.sign_in.address_of"
AXES_LOCKOUT_CALLABLE = "huiguan.site.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
IDLE_MINUTES = number("HUIGUAN_IDLE_MINUTES", 60)
CSRF_FAILURE_VIEW = "huiguan.site.errors.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # only to set a custom property, e.g. style="--w:60%"
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "huiguan.kernel.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huiguan.site.shell.shell",
            ],
        },
    }
]
COTTON_DIR = "ui"
MESSAGE_TAGS = {messages_levels.SUCCESS: "jade", messages_levels.WARNING: "gold", messages_levels.ERROR: "brand"}

if os.environ.get("HUIGUAN_POSTGRES"):  # the database's name; host, user and password as libpq reads them (PGHOST …)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["HUIGUAN_POSTGRES"],
            "CONN_MAX_AGE": 60,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "huiguan.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", *(Path(found) / "locale" for found in django_countries.__path__)]
FORMAT_MODULE_PATH = "huiguan.site.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

_ORIGINS = [*CSRF_TRUSTED_ORIGINS, *(f"http{'s' if BEHIND_TLS else ''}://{host}" for host in ALLOWED_HOSTS), ""]
SITE_URL = _ORIGINS[0].rstrip("/")  # where links in mails begin
EMAIL_HOST = os.environ.get("HUIGUAN_MAIL_HOST", "")
MAIL_IS_ON = bool(EMAIL_HOST)
MAIL_SECURITY = os.environ.get("HUIGUAN_MAIL_SECURITY", "ssl")
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SECURITY == "ssl", MAIL_SECURITY == "starttls"
EMAIL_PORT = number("HUIGUAN_MAIL_PORT", {"ssl": 465, "starttls": 587}.get(MAIL_SECURITY, 25))
EMAIL_HOST_USER = os.environ.get("HUIGUAN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HUIGUAN_MAIL_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("HUIGUAN_MAIL_FROM") or EMAIL_HOST_USER
EMAIL_TIMEOUT = 20

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
BACKUPS = folder("HUIGUAN_BACKUPS")
FILE_BYTES = number("HUIGUAN_FILE_MB", 20) * 1024 * 1024  # as Django says MB
DOOR_OPENS_HOURS = 4  # before an activity begins its address for signing in works, and then to the end of its day
DOOR_MOST, DOOR_MOST_A_MINUTE = 1000, 60  # signed by one such address; nobody whom we know stands behind it
SILENCED_SYSTEM_CHECKS = [
    "axes.W003",
    "security.W004",  # without TLS: ours say it in Chinese, with what to set
    "security.W005",  # other names of the same domain, and the lists of browsers, are not ours to bind
    "security.W008",
    "security.W012",
    "security.W016",
    "security.W018",
    "security.W021",
]

LOGGING = logs.TO_STDERR
