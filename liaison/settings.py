"""All settings, from environment variables. A wrong value refuses to start, with one sentence.

MODE is "development" (private servers, keys and mail below var/), "test" or "production".
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from liaison import places, wishes
from liaison.keys import kept, new_field_key

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

MODE = wishes.one_of(env, "MODE", ("development", "test", "production"), "development")
PRODUCTION = MODE == "production"
DEBUG = wishes.yes_or_no(env, "DEBUG", False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG=true is not allowed together with MODE=production.")

# --- keys and hosts
if PRODUCTION:
    SECRET_KEY = wishes.needed(env, "SECRET_KEY")
    FIELD_KEY = wishes.needed(env, "FIELD_KEY")
    ALLOWED_HOSTS = wishes.needed(env, "ALLOWED_HOSTS").split(",")
else:
    SECRET_KEY = env.str("SECRET_KEY", default="") or kept(VAR / "keys/secret", get_random_secret_key)
    FIELD_KEY = env.str("FIELD_KEY", default="") or kept(VAR / "keys/field", new_field_key)
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
wishes.check_field_key(FIELD_KEY)
# the common password of the demo people; the first start decides it, the later ones print it again
DEMO_PASSWORD = (
    ""
    if PRODUCTION
    else kept(VAR / "keys/demo", lambda: env.str("DEMO_PASSWORD", default="jiazhan-demo-2026"))
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- what is installed
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "treebeard",
    "axes",
    # rooms
    "pages",
    "accounts",
    "journal",
    "offices",
    "notices",
    "workflow",
    "deputies",
    "stations",
    "suggestions",
    "reports",
    "portal",
    "liaison",
]

MIDDLEWARE = [
    "liaison.health.HealthMiddleware",
    "liaison.proxy.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "offices.sessions.IdleMiddleware",
    "accounts.middleware.DoorMiddleware",
    "offices.middleware.ActingMiddleware",
    "offices.sessions.PasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pages.again.OvertakenMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liaison.refusal.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "liaison.urls"
WSGI_APPLICATION = "liaison.wsgi.application"
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
                "offices.menu.bar",
                "notices.bell.bell",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- database, cache, sessions: the private servers of var/ unless the environment names others
DATABASE_URL = env.str(
    "DATABASE_URL", default="" if PRODUCTION else places.database_url(places.socket_dir(VAR))
)
REDIS_URL = env.str("REDIS_URL", default="" if PRODUCTION else places.redis_url(places.socket_dir(VAR)))
DATABASES = {"default": wishes.database(env, "DATABASE_URL", DATABASE_URL)}
DATABASES["default"] |= {"CONN_MAX_AGE": wishes.number(env, "CONN_MAX_AGE", 600), "CONN_HEALTH_CHECKS": True}
wishes.check_redis(REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "liaison.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "liaison",
        "TIMEOUT": 300,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # sign-in survives a broker outage
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- who signs in
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "accounts.views.stale_form"
ACCOUNTS_WITNESS = "journal.book.enter"  # who writes down what happens at the door
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "offices.passwords.LengthValidator"},
    {"NAME": "accounts.validators.ClassesValidator"},
    {"NAME": "accounts.validators.UsernameValidator"},
    {"NAME": "offices.passwords.HistoryValidator"},
    {"NAME": VALIDATION + "CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_FAILURE_LIMIT = "offices.house.lock_tries"
AXES_COOLOFF_TIME = "offices.house.lock_span"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or the time left, as told, would not be true
AXES_DISABLE_ACCESS_LOG = True  # the journal keeps the sign-ins
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# --- language and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- files: static by WhiteNoise, uploads only through views that know who may see them
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "liaison.npm.NpmFinder",
]
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
PACKED_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PACKED_STATIC if PRODUCTION else PLAIN_STATIC},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = Path(env.str("MEDIA_DIR", default=str(VAR / "media")))
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- mail
if "EMAIL_URL" in env.ENVIRON:
    vars().update(wishes.mail(env, "EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="liaison@localhost")

# --- notices: the ways out of the house (notices/channels), besides the bell in the product
NOTICE_CHANNELS = wishes.some_of(env, "NOTICE_CHANNELS", ("mail", "wecom", "dingtalk", "sms"), "mail")
SITE_URL = env.str("SITE_URL", default="")  # https://…, for the links in letters
WECOM_URL = env.str("WECOM_URL", default="")  # wecombot://KEY
DINGTALK_URL = env.str("DINGTALK_URL", default="")  # dingtalk://SECRET@TOKEN
SMS_GATEWAY = env.str("SMS_GATEWAY", default="")  # a function, see notices/channels/sms.py
SMS_ADDRESS = env.str("SMS_ADDRESS", default="")

# --- security
PROXY_COUNT = wishes.number(env, "PROXY_COUNT", 0)
HTTPS = wishes.yes_or_no(env, "HTTPS", PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = wishes.number(env, "HSTS_SECONDS", 31536000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- tasks
CELERY_BROKER_URL = wishes.broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # longer than the longest task; far dates are the schedule's business
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ALWAYS_EAGER = wishes.yes_or_no(env, "TASKS_EAGER", False)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "liaison.beat.PatientScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "schedule")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING" if MODE == "test" else "INFO"},
}
