"""The settings of a site, read once from the environment."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

_PACKAGE = Path(__file__).resolve().parent
# The folder of the content: the checkout, or what the wheel brings with it.
PROJECT = _PACKAGE / "content" if (_PACKAGE / "content").is_dir() else _PACKAGE.parent
SYNCHRONOUS_LEVELS = ("FULL", "NORMAL")
SHORTEST_SECRET = 16
_E_MAIL = re.compile(r"[^\s@<>\"?&:/]+@[^\s@<>\"?&:/]+\.[^\s@<>\"?&:/]+")
_NO_BLANKS = re.compile(r"[^\s<>\"]+")


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
    """What an operator can decide. `instance` is where the site keeps what is its own; it may be missing."""

    instance: Path
    host: str
    port: int
    workers: int
    database_url: str
    sqlite_synchronous: str
    secret_key: str
    secure_cookies: bool
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
        or f"sqlite:///{_folder(instance) / 'kildesjekk.sqlite3'}",
        sqlite_synchronous=_one_of(environment, "SQLITE_SYNCHRONOUS", SYNCHRONOUS_LEVELS),
        secret_key=_secret_key(environment, instance),
        secure_cookies=_one_of(environment, "SECURE_COOKIES", ("no", "yes")) == "yes",
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
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"the secret key in {path} cannot be kept or read ({error}): set SECRET_KEY"
        ) from error
    if len(key) < SHORTEST_SECRET:
        raise SettingError(f"the secret key in {path} is too short: delete the file, or set SECRET_KEY")
    return key


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"the folder {path} cannot be made ({error.strerror}): set DATABASE_URL and SECRET_KEY, "
            "or make the folder writable"
        ) from error
    return path
