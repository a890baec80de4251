"""The settings of a site, read once from the environment."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

_PACKAGE = Path(__file__).resolve().parent
# The folder of the content: the checkout, or what the wheel brings with it.
PROJECT = _PACKAGE / "content" if (_PACKAGE / "content").is_dir() else _PACKAGE.parent
SYNCHRONOUS_LEVELS = ("FULL", "NORMAL")
SHORTEST_SECRET = 16
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("warning", "info", "error")
_E_MAIL = re.compile(r"[^\s@<>\"?&:/]+@[^\s@<>\"?&:/]+\.[^\s@<>\"?&:/]+")
_NO_BLANKS = re.compile(r"[^\s<>\"]+")
_HOST = re.compile(r"\*|[0-9a-z]([0-9a-z.-]*[0-9a-z])?|\[[0-9a-f:]+\]")


class SettingError(Exception):
    """A setting cannot be used; the message names it, says what is wrong and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class ContentSettings:
    """Where the content lies. `locales` are the language tags of the site, the first is the default."""

    locales: tuple[str, ...]
    questions: Path = PROJECT / "questions"
    translations: Path = PROJECT / "translations"
    templates: Path = PROJECT / "templates"


@dataclass(frozen=True, kw_only=True)
class Settings(ContentSettings):
    """What an operator can decide.

    `instance` is where the site keeps what is its own; it may be missing. `earlier_secret_keys` are still
    accepted, oldest first. `allowed_hosts` are the names that the site answers to ("*" for all), None for
    localhost and addresses made of numbers.
    """

    instance: Path
    host: str
    port: int
    workers: int
    database_url: str
    sqlite_synchronous: str
    secret_key: str
    earlier_secret_keys: tuple[str, ...]
    secure_cookies: bool
    allowed_hosts: tuple[str, ...] | None
    trusted_proxies: int
    rate_limits: bool
    rate_limit_store: str | None
    log_format: str
    log_level: str
    log_addresses: bool
    metrics_host: str
    metrics_port: int | None
    timezone: str
    contact: str | None


def read_content_settings(environment: Mapping[str, str], project: Path = PROJECT) -> ContentSettings:
    """Read and check only what those who write and translate need. Raises SettingError."""
    return ContentSettings(
        locales=_locales(environment),
        questions=project / "questions",
        translations=project / "translations",
        templates=project / "templates",
    )


def read_settings(
    environment: Mapping[str, str], instance: Path | None = None, project: Path = PROJECT
) -> Settings:
    """Read and check the settings. Raises SettingError.

    The default database and the generated secret key are kept in the `instance` folder, made when needed. It
    is the checkout's, or that of the folder one is in where the site was installed; unless another is given.
    """
    instance = instance or (Path.cwd() if project.parent == _PACKAGE else project) / "instance"
    content = read_content_settings(environment, project)
    return Settings(
        instance=instance,
        host=environment.get("HOST") or "127.0.0.1",
        port=_whole_number(environment, "PORT", 8000, 1, 65535),
        workers=_whole_number(environment, "WORKERS", 2, 1, 64),
        database_url=environment.get("DATABASE_URL")
        or f"sqlite:///{quote(str(_folder(instance) / 'kildesjekk.sqlite3'))}",
        sqlite_synchronous=_one_of(environment, "SQLITE_SYNCHRONOUS", SYNCHRONOUS_LEVELS),
        secret_key=_secret_key(environment, instance),
        earlier_secret_keys=_earlier_secret_keys(environment),
        secure_cookies=_yes(environment, "SECURE_COOKIES", "no"),
        allowed_hosts=_allowed_hosts(environment),
        trusted_proxies=_whole_number(environment, "TRUSTED_PROXIES", 0, 0, 10),
        rate_limits=_yes(environment, "RATE_LIMITS", "yes"),
        rate_limit_store=_rate_limit_store(environment),
        log_format=_one_of(environment, "LOG_FORMAT", LOG_FORMATS),
        log_level=_one_of(environment, "LOG_LEVEL", LOG_LEVELS),
        log_addresses=_yes(environment, "LOG_ADDRESSES", "no"),
        metrics_host=environment.get("METRICS_HOST") or "127.0.0.1",
        metrics_port=_whole_number(environment, "METRICS_PORT", 0, 1, 65535) or None,
        timezone=_timezone(environment),
        contact=_contact(environment),
        locales=content.locales,
        questions=content.questions,
        translations=content.translations,
        templates=content.templates,
    )


def _whole_number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    written = environment.get(name, "").strip()
    if not written:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", written) or not least <= int(written) <= most:
        raise SettingError(f"{name} is '{written}': it must be a whole number from {least} to {most}")
    return int(written)


def _one_of(environment: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    written = environment.get(name, "").strip() or allowed[0]
    for value in allowed:
        if written.casefold() == value.casefold():
            return value
    raise SettingError(f"{name} is '{written}': it must be one of {', '.join(allowed)}")


def _yes(environment: Mapping[str, str], name: str, default: str) -> bool:
    allowed = ("yes", "no") if default == "yes" else ("no", "yes")
    return _one_of(environment, name, allowed) == "yes"


def _allowed_hosts(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    written = environment.get("ALLOWED_HOSTS", "").strip()
    if not written:
        return None
    hosts = tuple(host.strip().lower() for host in written.split(",") if host.strip())
    for host in hosts or [written]:
        if not _HOST.fullmatch(host):
            raise SettingError(
                f"ALLOWED_HOSTS names '{host}', which is no host: write names such as quiz.example.org"
            )
    return hosts


def _rate_limit_store(environment: Mapping[str, str]) -> str | None:
    written = environment.get("RATE_LIMIT_STORE", "").strip()
    if written and not re.fullmatch(r"(redis|rediss|unix)://\S+", written):
        raise SettingError("RATE_LIMIT_STORE is no address of a Redis: write one such as redis://host:6379/0")
    return written or None


def _locales(environment: Mapping[str, str]) -> tuple[str, ...]:
    written = environment.get("LOCALES", "").strip() or "nb,en"
    locales = tuple(tag.strip() for tag in written.split(",") if tag.strip())
    if not locales:
        raise SettingError("LOCALES names no language: write tags such as nb,en")
    for tag in locales:
        try:
            known = re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", tag) and Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            known = None
        if not known:
            raise SettingError(f"LOCALES names '{tag}', which is not a language: write tags such as nb,en")
    if len(set(locales)) < len(locales):
        raise SettingError(f"LOCALES names a language twice: {written}")
    return locales


def _timezone(environment: Mapping[str, str]) -> str:
    written = environment.get("TIMEZONE", "").strip() or "Europe/Oslo"
    try:
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingError(f"TIMEZONE is '{written}': write a name such as Europe/Oslo or UTC") from error
    return written


def _contact(environment: Mapping[str, str]) -> str | None:
    """Return an e-mail address or the address of a page, None where none is given."""
    written = environment.get("CONTACT", "").strip()
    if not written:
        return None
    address = urlsplit(written) if written.startswith(("http://", "https://")) else None
    if address is not None and address.hostname and _NO_BLANKS.fullmatch(written):
        return written
    if _E_MAIL.fullmatch(written):
        return written
    raise SettingError(
        f"CONTACT is '{written}': write an e-mail address, or the address of a page that begins with https://"
    )


def _earlier_secret_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    written = environment.get("SECRET_KEY_FALLBACKS", "")
    keys = tuple(key.strip() for key in written.split(";") if key.strip())
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise SettingError(
            f"SECRET_KEY_FALLBACKS: one is too short, each key has at least {SHORTEST_SECRET} characters"
        )
    return keys


def _secret_key(environment: Mapping[str, str], instance: Path) -> str:
    written = environment.get("SECRET_KEY", "")
    if written:
        if len(written) < SHORTEST_SECRET:
            raise SettingError(f"SECRET_KEY is too short: it needs at least {SHORTEST_SECRET} characters")
        return written
    path = _folder(instance) / "secret-key"
    try:
        if not path.exists():
            # Another process may be starting at the same moment: whoever links first decides the key.
            draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(32), encoding="ascii")
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        others = path.stat().st_mode & 0o077
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"the secret key in {path} cannot be kept or read ({error}): set SECRET_KEY"
        ) from error
    if others:
        raise SettingError(
            f"the secret key in {path} can be read or changed by others: run `chmod 600 {path}`"
        )
    if len(key) < SHORTEST_SECRET:
        raise SettingError(f"the secret key in {path} is too short: delete the file, or set SECRET_KEY")
    return key


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"the folder {path} cannot be made ({error.strerror}): set DATABASE_URL and SECRET_KEY, "
            "or make the folder writable"
        ) from error
    return path
