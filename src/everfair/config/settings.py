"""Django's settings, made from `Options`; nothing here is meant to be edited."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from everfair.config.mail import service_backend, service_settings
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
    "live",
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
    "everfair.accounts.middleware.SeenMiddleware",
    "everfair.accounts.look_middleware.LookMiddleware",
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
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

PASSWORD_HASHERS = ["everfair.accounts.hashers.TunedArgon2", "everfair.accounts.site_secrets.SiteSecretHasher"]
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
    "set_password": "everfair.accounts.interfaces.forms.SetPasswordForm",
    "reauthenticate": "everfair.accounts.interfaces.forms.ReauthenticateForm",
}
ACCOUNT_SIGNUP_REDIRECT_URL = "accounts:organisation-new"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ALLAUTH_TRUSTED_PROXY_COUNT = OPTIONS.trusted_proxies
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
# Mailed codes are typed or clicked; what a gateway sends as a text message has six digits and no dash everywhere.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# Per address of the network a whole hall must get through; per account (key) a guesser must not.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key,20/h/key",
    "request_sms_code": "20/m/ip,1/30s/key,10/d/key",
    "reset_password": "60/m/ip,5/m/key,20/h/key",
    "reset_password_from_key": "60/m/ip",
    "confirm_email": "1/10s/key,20/h/key",
    "change_phone": "3/m/user,10/d/user",
    "verify_phone": "20/m/ip,1/30s/key,10/d/key",
}
MFA_ADAPTER = "everfair.accounts.factors_adapter.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
USERSESSIONS_ADAPTER = "everfair.accounts.sessions_adapter.SessionsAdapter"
# Signing in with outside identity providers: the fair's own page asks for name and consent, and links by its own rule.
SOCIALACCOUNT_ADAPTER = "everfair.accounts.outside.adapter.OutsideAccounts"
SOCIALACCOUNT_FORMS = {"signup": "everfair.accounts.interfaces.outside_form.OutsideSignUpForm"}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "everfair.accounts.outside.provider.OutsideProvider",
        "APPS": [provider.as_app() for provider in OPTIONS.identity_providers],
    }
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# The fair as identity provider of its own sites: opaque tokens, short-lived, that a person can take back.
IDP_OIDC_ADAPTER = "everfair.accounts.site_adapter.SiteAdapter"
IDP_OIDC_PRIVATE_KEYS = [
    {"pem": pem, "issued_at": f"{2020 - age}-01-01"} for age, pem in enumerate(OPTIONS.identity_keys())
]
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 30 * 24 * 3600
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

CACHES = {"default": {"BACKEND": "everfair.kernel.shared_cache.SharedCache", "LOCATION": "everfair_cache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "collected"
MEDIA_ROOT = OPTIONS.home / "media"
LIVE_ROOT = OPTIONS.home / "live"
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
EMAIL_TIMEOUT = 20
ANYMAIL: dict[str, object] = {}
if OPTIONS.mail_service:
    EMAIL_BACKEND = service_backend(OPTIONS.mail_service)
    ANYMAIL = service_settings(OPTIONS.mail_service, OPTIONS.mail_key or "", OPTIONS.mail_report_secret)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # A stranger's bad signature is news for the stranger, not for the log.
    "loggers": {"pyhanko": {"level": "CRITICAL"}, "pyhanko_certvalidator": {"level": "CRITICAL"}},
}
