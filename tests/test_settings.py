"""The settings: read once, each checked, each wrong one named."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import make_url

from quiz.settings import PROJECT, SettingError, Settings, read_content_settings, read_settings
from tests.site_settings import NAMES

KEY = "sixteen letters!"


def read(instance: Path, **environment: str) -> Settings:
    return read_settings(environment, instance)


def test_without_any_setting_the_site_has_what_it_needs(tmp_path: Path) -> None:
    settings = read(tmp_path / "instance")

    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 2)
    assert settings.locales == ("nb", "en")
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/kildesjekk.sqlite3"
    assert (settings.sqlite_synchronous, settings.secure_cookies) == ("FULL", False)
    assert settings.timezone == "Europe/Oslo"
    assert (settings.allowed_hosts, settings.trusted_proxies) == (None, 0)
    assert (settings.rate_limits, settings.rate_limit_store) == (True, None)
    assert (settings.log_format, settings.log_level, settings.log_addresses) == ("text", "warning", False)
    assert (settings.metrics_host, settings.metrics_port) == ("127.0.0.1", None)
    assert (tmp_path / "instance").is_dir()


def test_the_default_database_lies_in_the_instance_folder_whatever_that_is_called(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path / "a?b=1#100%25")

    assert make_url(settings.database_url).database == f"{tmp_path}/a?b=1#100%25/kildesjekk.sqlite3"


def test_an_empty_setting_is_no_setting(tmp_path: Path) -> None:
    assert read(tmp_path, **dict.fromkeys(NAMES, "")) == read(tmp_path)


def test_each_setting_decides_something(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        HOST="0.0.0.0",
        PORT=" 8123 ",
        WORKERS="1",
        LOCALES="en, nb-NO",
        DATABASE_URL="postgresql://somewhere/quiz",
        SQLITE_SYNCHRONOUS="normal",
        SECRET_KEY=KEY,
        SECRET_KEY_FALLBACKS=f" {KEY}1; {KEY}2;",
        SECURE_COOKIES="YES",
        ALLOWED_HOSTS="Quiz.example.org, 192.0.2.1,[2001:db8::1]",
        TRUSTED_PROXIES="2",
        RATE_LIMITS="No",
        RATE_LIMIT_STORE="redis://:secret@cache:6379/1",
        TIMEZONE="Asia/Yerevan",
        CONTACT=" quiz@example.org ",
        LOG_FORMAT="JSON",
        LOG_LEVEL="info",
        LOG_ADDRESSES="yes",
        METRICS_HOST="::1",
        METRICS_PORT="9100",
    )

    assert settings == Settings(
        instance=tmp_path,
        host="0.0.0.0",
        port=8123,
        workers=1,
        database_url="postgresql://somewhere/quiz",
        sqlite_synchronous="NORMAL",
        secret_key=KEY,
        earlier_secret_keys=(f"{KEY}1", f"{KEY}2"),
        secure_cookies=True,
        allowed_hosts=("quiz.example.org", "192.0.2.1", "[2001:db8::1]"),
        trusted_proxies=2,
        rate_limits=False,
        rate_limit_store="redis://:secret@cache:6379/1",
        log_format="json",
        log_level="info",
        log_addresses=True,
        metrics_host="::1",
        metrics_port=9100,
        locales=("en", "nb-NO"),
        timezone="Asia/Yerevan",
        contact="quiz@example.org",
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_is_documented(name: str) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| `{name}` \|[^|\n]+\|[^|\n]+\|$", readme, re.MULTILINE)


def test_no_setting_is_read_that_these_tests_do_not_know() -> None:
    source = (PROJECT / "quiz" / "settings.py").read_text(encoding="utf-8")

    assert set(re.findall(r'environment(?:\.get\(|, )"([A-Z_]+)"', source)) | {"LOCALES"} == set(NAMES)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "8000.0"),
        ("PORT", "٨٠٠٠"),
        ("PORT", "9" * 5000),
        ("WORKERS", "0"),
        ("WORKERS", "65"),
        ("WORKERS", "many"),
        ("SQLITE_SYNCHRONOUS", "OFF"),
        ("SQLITE_SYNCHRONOUS", "FULL; DROP TABLE answer"),
        ("SECURE_COOKIES", "perhaps"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FALLBACKS", f"{KEY};short"),
        ("ALLOWED_HOSTS", ","),
        ("ALLOWED_HOSTS", "https://quiz.example.org"),
        ("ALLOWED_HOSTS", "quiz.example.org:8000"),
        ("ALLOWED_HOSTS", "quiz.example.org nettquiz.example.org"),
        ("TRUSTED_PROXIES", "yes"),
        ("TRUSTED_PROXIES", "11"),
        ("RATE_LIMITS", "some"),
        ("RATE_LIMIT_STORE", "cache:6379"),
        ("RATE_LIMIT_STORE", "http://cache"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "loud"),
        ("LOG_ADDRESSES", "1"),
        ("METRICS_PORT", "65536"),
        ("METRICS_PORT", "0"),
        ("LOCALES", ","),
        ("LOCALES", "nb;en"),
        ("LOCALES", "nb,xx"),
        ("LOCALES", "nb,english"),
        ("LOCALES", "nb,nb"),
        ("LOCALES", "../../etc"),
        ("LOCALES", "nb,NB"),
        ("CONTACT", "call us"),
        ("CONTACT", "javascript:alert(1)"),
        ("CONTACT", "https://"),
        ("CONTACT", "quiz@example"),
        ("TIMEZONE", "Oslo"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", "/etc/passwd"),
        ("TIMEZONE", "Europe"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read(tmp_path, **{"SECRET_KEY": KEY, name: value})

    message = str(caught.value)
    assert message.startswith(name)
    assert ":" in message
    assert "\n" not in message


def test_who_writes_or_translates_needs_no_setting_of_the_server(tmp_path: Path) -> None:
    spoiled = dict.fromkeys(NAMES, "nonsense") | {"LOCALES": "en,nb"}

    content = read_content_settings(spoiled, tmp_path)

    assert content.locales == ("en", "nb")
    assert (content.questions, content.translations, content.templates) == (
        tmp_path / "questions",
        tmp_path / "translations",
        tmp_path / "templates",
    )
    assert list(tmp_path.iterdir()) == []


def test_who_writes_or_translates_hears_of_a_language_that_is_none() -> None:
    with pytest.raises(SettingError, match="LOCALES names 'klingon!'"):
        read_content_settings({"LOCALES": "nb,klingon!"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hunter2"),
        ("SECRET_KEY_FALLBACKS", "hunter2"),
        ("RATE_LIMIT_STORE", "redis:/hunter2@cache"),
    ],
)
def test_a_secret_that_cannot_be_used_is_not_shown(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read(tmp_path, **{"SECRET_KEY": KEY, name: value})

    assert "hunter2" not in str(caught.value)


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read(tmp_path).port = 1  # type: ignore[misc]


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key

    again = read(tmp_path).secret_key

    assert again == first
    assert len(first) >= 40
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_every_site_has_a_secret_of_its_own(tmp_path: Path) -> None:
    assert read(tmp_path / "one").secret_key != read(tmp_path / "two").secret_key


def test_those_that_start_at_the_same_moment_agree_on_the_key(tmp_path: Path) -> None:
    starters = 4
    all_ready = Barrier(starters)
    sites = [tmp_path / f"site {number}" for number in range(40)]

    def start(_: int) -> list[str]:
        keys = []
        for instance in sites:
            all_ready.wait()
            keys.append(read(instance).secret_key)
        return keys

    with ThreadPoolExecutor(starters) as threads:
        found = set(map(tuple, threads.map(start, range(starters))))

    assert len(found) == 1
    assert {path.name for instance in sites for path in instance.iterdir()} == {"secret-key"}


def test_with_a_secret_of_its_own_nothing_is_written(tmp_path: Path) -> None:
    settings = read(tmp_path / "instance", SECRET_KEY=KEY, DATABASE_URL="sqlite:////somewhere/else.sqlite3")

    assert settings.secret_key == KEY
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o602])
def test_a_secret_key_that_others_can_read_or_change_stops_the_start(tmp_path: Path, mode: int) -> None:
    read(tmp_path)
    (tmp_path / "secret-key").chmod(mode)

    with pytest.raises(SettingError, match=r"secret-key can be read or changed by others: run `chmod 600"):
        read(tmp_path)


def test_the_folder_of_the_secret_key_is_its_owners_alone(tmp_path: Path) -> None:
    read(tmp_path / "instance")

    assert stat.S_IMODE((tmp_path / "instance").stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"short\n", "nøkkel som er lang nok".encode("latin-1")])
def test_a_secret_key_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret-key").touch(mode=0o600)
    (tmp_path / "secret-key").write_bytes(content)

    with pytest.raises(SettingError, match=r"secret-key .*set SECRET_KEY"):
        read(tmp_path)


def test_a_folder_in_place_of_the_secret_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret-key").mkdir()

    with pytest.raises(SettingError, match="secret-key cannot be kept or read"):
        read(tmp_path)


def test_a_file_in_place_of_the_instance_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("in the way", encoding="utf-8")

    with pytest.raises(SettingError, match=r"instance cannot be made .*: set DATABASE_URL and SECRET_KEY"):
        read(tmp_path / "instance")
