"""The names of all settings."""

NAMES = (
    "HOST",
    "PORT",
    "WORKERS",
    "LOCALES",
    "DATABASE_URL",
    "SQLITE_SYNCHRONOUS",
    "SECRET_KEY",
    "SECURE_COOKIES",
    "TIMEZONE",
    "CONTACT",
)
