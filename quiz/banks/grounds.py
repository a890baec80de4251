"""No question rests on words that an editor's note calls wrong."""

from pathlib import Path

from quiz.banks.report import Report, dotted
from quiz.banks.toml_file import read_toml
from quiz.domain.article import PassageNotFoundError
from quiz.domain.bank import Article


def check_grounds(article: Article, folder: Path, report: Report) -> None:
    """Report the evidence that rests on words which a note calls wrong for certain."""
    for bank in article.banks:
        for question in () if bank.mixed else bank.questions:
            for number, evidence in enumerate(question.evidence):
                try:
                    notes = article.faulty_grounds(article.passage(evidence))
                except PassageNotFoundError:  # reported already
                    continue
                path, at = folder / bank.id / f"{question.id}.toml", ("evidence", number, "quote")
                for note in notes:
                    report.add(
                        path,
                        read_toml(path).line(at),
                        f"the note '{note.id}' calls these words of the article wrong for certain",
                        "Ask about something else; or, if only the language slips, say so in the note "
                        "(`language = true`).",
                        question=question.id,
                        at=dotted(at),
                    )
