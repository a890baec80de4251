"""Files of banks and catalogues with rubbish in them: problems with their place, never a fault of ours."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from quiz.banks.load import load_library
from quiz.catalogs.lookup import CatalogueError
from tests.banks import kind_files, small_folder
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import LOCALES, SmallSite, make_translated_site
from tests.fuzzing.spoiled_files import Spoil, spoilings

FEWER = 50  # files for so many requests: each is a whole folder to be read


@pytest.fixture
def some_times(pytestconfig: pytest.Config) -> Callable[..., Callable[..., Callable[[], None]]]:
    """Make a decorator that runs a test with so many examples, the same ones from the same seed."""
    count = max(40, int(pytestconfig.getoption("--fuzz")) // FEWER)
    start = int(pytestconfig.getoption("--fuzz-seed"))

    def with_examples(**examples: st.SearchStrategy[object]) -> Callable[..., Callable[[], None]]:
        def decorate(test: Callable[..., None]) -> Callable[[], None]:
            limits = settings(
                max_examples=count,
                phases=[Phase.generate],
                database=None,
                deadline=None,
                suppress_health_check=[*HealthCheck],
            )
            return seed(start)(limits(given(**examples)(test)))

        return decorate

    return with_examples


def test_a_bank_whatever_is_in_its_files_gives_problems_with_their_place(
    tmp_path: Path, some_times: Callable[..., Callable[..., Callable[[], None]]]
) -> None:
    sound = small_folder.FILES | kind_files.FILES

    @some_times(name=st.sampled_from(sorted(sound)), spoil=spoilings())
    def read(name: str, spoil: Spoil) -> None:
        root = tmp_path / "questions"
        shutil.rmtree(root, ignore_errors=True)
        for file, text in sound.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, encoding="utf-8")
        (root / name).write_bytes(spoil(sound[name].encode()))

        loaded = load_library(root)

        for problem in loaded.problems:
            path = root.parent / problem.file
            # Spoiled, article.toml may name a text that is not there.
            assert path.exists() or problem.advice == "article.toml names it in `text`.", problem
            assert 0 <= problem.line <= _lines(path), problem
            assert problem.what
        if not loaded.errors:
            _use(loaded.library)

    read()


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") + 1 if path.is_file() else 0


def _use(library: object) -> None:
    """Do with a library what the site does with it when it is played."""
    for article in library.articles:  # type: ignore[attr-defined]
        contexts = [message.context for message in article.all_messages()]
        assert len(contexts) == len(set(contexts))
        for question in article.questions.values():
            assert question.grade(question.key).points == question.grade(question.key).max_points
            for evidence in question.evidence:
                article.passage(evidence)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    made = make_translated_site(tmp_path / "site")
    made.compile()
    return made


@pytest.mark.parametrize("domain", ["messages", ARTICLE])
def test_a_catalogue_whatever_is_in_it_is_checked_compiled_and_used(
    site: SmallSite, some_times: Callable[..., Callable[..., Callable[[], None]]], domain: str
) -> None:
    sound = site.po(domain).read_bytes()

    @some_times(spoil=spoilings())
    def translate(spoil: Spoil) -> None:
        site.po(domain).write_bytes(spoil(sound))

        problems = site.check().problems
        compiled = site.compile()
        if not compiled.problems:
            _speak(site)

        assert all(problem.what and problem.advice and problem.file.name for problem in problems)
        assert bool(compiled.problems) <= bool(problems)

    translate()


@pytest.mark.parametrize("domain", ["messages", ARTICLE])
def test_a_compiled_catalogue_whatever_is_in_it_is_refused_or_used(
    site: SmallSite, some_times: Callable[..., Callable[..., Callable[[], None]]], domain: str
) -> None:
    compiled = site.po(domain).with_suffix(".mo")
    sound = compiled.read_bytes()
    newer = site.po(domain).stat().st_mtime + 10

    @some_times(spoil=spoilings())
    def load(spoil: Spoil) -> None:
        compiled.write_bytes(spoil(sound))
        os.utime(compiled, (newer, newer))

        with suppress(CatalogueError):
            _speak(site)

    load()


def _speak(site: SmallSite) -> None:
    """Look every message up in every language, in every number."""
    catalogues, library = site.load(), site.library
    for locale in LOCALES:
        interface = catalogues.interface(locale)
        for count in range(25):
            said = interface.npgettext("result", "%(num)s point", "%(num)s points", count)
            assert isinstance(said, str)
        for article in library.articles:
            for message in article.all_messages():
                assert isinstance(catalogues.say(article.id, message, locale).text, str)
