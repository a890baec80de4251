"""Questions that give each other away, because answering one shows the sentence that settles the other."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from quiz.banks.files import question_files, subfolders
from quiz.banks.problem import Severity
from quiz.banks.report import Report, did_you_mean, dotted
from quiz.banks.toml_file import read_toml
from quiz.domain.article import PassageNotFoundError
from quiz.domain.bank import Article, Bank
from quiz.domain.draw import enemy_pairs
from quiz.domain.question import Question


class _Sentences(NamedTuple):
    """The ids of the sentences that a question quotes, with their evidence, and of all that it shows."""

    quoted: dict[str, int]
    shown: frozenset[str]


def check_enemies(article: Article, folder: Path, report: Report) -> None:
    """Warn of each pair of questions of which one shows what the other quotes, and which are no enemies."""
    places = {question.id: bank.id for bank in article.banks if not bank.mixed for question in bank.questions}
    enemies = enemy_pairs(article.whole.questions)
    sentences = {question.id: _sentences(article, question) for question in article.whole.questions}
    for one, other in combinations(places, 2):
        if (one, other) in enemies:
            continue
        for first, second in ((one, other), (other, one)):
            given = [s for s in sentences[first].quoted if s in sentences[second].shown]
            if given:
                path = folder / places[first] / f"{first}.toml"
                at = ("evidence", sentences[first].quoted[given[0]], "quote")
                report.add(
                    path,
                    read_toml(path).line(at),
                    f"'{second}' shows this sentence, too, and the two are no enemies",
                    "Whoever has answered one knows the other: name it in `enemies`, or quote less.",
                    question=first,
                    at=dotted(at),
                    severity=Severity.WARNING,
                )
                break


def _sentences(article: Article, question: Question) -> _Sentences:
    quoted: dict[str, int] = {}
    for number, sentence in _quoted(article, question):
        quoted.setdefault(sentence, number)
    return _Sentences(quoted, frozenset({*quoted, *question.stretch}))


def _quoted(article: Article, question: Question) -> Iterator[tuple[int, str]]:
    for number, evidence in enumerate(question.evidence):
        try:
            passage = article.passage(evidence)
        except PassageNotFoundError:  # reported already
            continue
        for sentence in passage.sentences:
            yield number, sentence.id


def check_enemy_names(folder: Path, banks: Sequence[Bank], report: Report) -> None:
    """Report enemies that are no questions of any bank in an article's folder."""
    # A question that is broken itself is still there: it is reported once, not by each that names it.
    known = sorted({path.stem for bank_folder in subfolders(folder) for path in question_files(bank_folder)})
    for bank in banks:
        for question in bank.questions:
            for enemy in question.enemies:
                if enemy not in known:
                    path = folder / bank.id / f"{question.id}.toml"
                    report.add(
                        path,
                        read_toml(path).line(("enemies",)),
                        f"there is no question '{enemy}'",
                        did_you_mean(enemy, known),
                        question=question.id,
                        at="enemies",
                    )
