"""Of an article that may not be shown whole, no question lets anybody choose what may not be shown."""

from pathlib import Path

from quiz.banks.report import Report
from quiz.banks.toml_file import read_toml
from quiz.domain.article import PassageNotFoundError
from quiz.domain.bank import Article, Display


def check_shown(article: Article, folder: Path, report: Report) -> None:
    """Report questions that hold sentences of the article which nothing quotes, nor any beside them."""
    if article.display is Display.WHOLE:
        return
    try:
        shown = article.quoted_sentences
    except PassageNotFoundError:  # reported already
        return
    for bank in article.banks:
        for question in () if bank.mixed else bank.questions:
            hidden = [sentence for sentence in question.stretch if sentence not in shown]
            if hidden:
                path = folder / bank.id / f"{question.id}.toml"
                report.add(
                    path,
                    read_toml(path).line(("first",)),
                    f"{', '.join(hidden)} may not be shown: no evidence quotes it, or a sentence beside it",
                    'Choose another stretch, or show the whole article (`display = "whole"`).',
                    question=question.id,
                    at="first",
                )
