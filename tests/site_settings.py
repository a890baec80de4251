"""The names of all settings."""

NAMES = (
    "HOST",
    "PORT",
    "WORKERS",
    "LOCALES",
    "DATABASE_URL",
    "SQLITE_SYNCHRONOUS",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECURE_COOKIES",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "RATE_LIMITS",
    "RATE_LIMIT_STORE",
    "TIMEZONE",
    "CONTACT",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "LOG_ADDRESSES",
    "METRICS_HOST",
    "METRICS_PORT",
)
