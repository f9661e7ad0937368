"""Django's settings, made from `Options`; nothing here is meant to be edited."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from everfair.config.options import PACKAGE, load_options

OPTIONS = load_options()

SECRET_KEY = OPTIONS.key()
DEBUG = False
ALLOWED_HOSTS = OPTIONS.allowed_hosts.split()
ROOT_URLCONF = "everfair.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
# Mail addresses are unique whatever their case: a constraint on lower(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

APPS = (
    "kernel",
    "accounts",
    "notifications",
    "fairs",
    "exhibition",
    "programme",
    "visits",
    "negotiation",
    "signing",
    "publishing",
    "analytics",
    "integrations",
    "site",
    "replay",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    *(f"everfair.{app}" for app in APPS),
    # after ours, so that our words and templates win over theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "allauth.idp.oidc",
    "anymail",
]

MIDDLEWARE = [
    "everfair.kernel.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "everfair.kernel.middleware.LanguageMiddleware",
    "everfair.kernel.middleware.RefusalMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "everfair.site.context.shell",
            ],
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Return Django's entry for a PostgreSQL address; `?host=` names a socket folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "fair",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": OPTIONS.web_threads + 4, "timeout": 10}, **query},
    }


DATABASES = {"default": database(OPTIONS.database_url or "postgresql:///fair")}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "everfair_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "everfair_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "everfair.site.views.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.address.startswith("https://")
CSRF_TRUSTED_ORIGINS = [OPTIONS.public_url] if OPTIONS.public_url else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = OPTIONS.upload_mb * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "everfair.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "everfair.accounts.interfaces.forms.SignUpForm",
    "login": "everfair.accounts.interfaces.forms.SignInForm",
    "reset_password": "everfair.accounts.interfaces.forms.AskForPasswordForm",
    "reset_password_from_key": "everfair.accounts.interfaces.forms.NewPasswordForm",
    "change_password": "everfair.accounts.interfaces.forms.ChangePasswordForm",
}
ACCOUNT_SIGNUP_REDIRECT_URL = "accounts:organisation-new"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ALLAUTH_TRUSTED_PROXY_COUNT = OPTIONS.trusted_proxies
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "everfair_cache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "collected"
MEDIA_ROOT = OPTIONS.home / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "everfair.site.storage.HashedStorage"},
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPTIONS.mail_from
EMAIL_FILE_PATH = OPTIONS.home / "mail"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
if OPTIONS.mail_url:
    _mail = urlsplit(OPTIONS.mail_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_PORT == 587  # noqa: PLR2004 -- the submission port always offers STARTTLS
    EMAIL_USE_SSL = _mail.scheme == "smtps"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # A stranger's bad signature is news for the stranger, not for the log.
    "loggers": {"pyhanko": {"level": "CRITICAL"}, "pyhanko_certvalidator": {"level": "CRITICAL"}},
}
