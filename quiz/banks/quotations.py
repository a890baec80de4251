"""Whether a quotation stands in the article, once; and if not, what to mend."""

from pathlib import Path

from quiz.banks.report import Report, dotted
from quiz.banks.toml_file import FieldPath, read_toml
from quiz.domain.article import ArticleText, PassageNotFoundError
from quiz.domain.question import Quotation


def check_quotation(
    path: Path, quotation: Quotation, at: FieldPath, body: ArticleText, report: Report, question: str = ""
) -> bool:
    """Return whether a quotation is found; report why not. `at` is its place in the file at `path`."""
    try:
        body.find_passage(quotation.quote, quotation.prefix, quotation.suffix)
    except PassageNotFoundError as error:
        field = "quote"
        if error.matches:
            what = f"the quotation stands {error.matches} times in the article"
            advice = "Quote more, or give the words next to it in `prefix` or `suffix`."
        elif _matches(body, quotation.quote):
            field = "suffix" if _matches(body, quotation.quote, quotation.prefix) else "prefix"
            what = f"the quotation stands in the article, and not next to «{getattr(quotation, field)}»"
            advice = "`prefix` is what stands just before it, `suffix` just after it, letter by letter."
        else:
            what = "the quotation does not stand in the article, letter by letter, within one paragraph"
            advice = f"Nearest: {error.nearest}"
        at = (*at, field)
        report.add(path, read_toml(path).line(at), what, advice, question=question, at=dotted(at))
        return False
    return True


def _matches(body: ArticleText, quote: str, prefix: str = "") -> int:
    try:
        body.find_passage(quote, prefix)
    except PassageNotFoundError as error:
        return error.matches
    return 1
