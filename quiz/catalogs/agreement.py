"""Whether translations agree with their article, quote it, stay neutral and give nothing away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from quiz.banks.files import ARTICLE_FILE
from quiz.banks.giveaways import in_words, measured
from quiz.banks.languages import for_language
from quiz.banks.problem import Problem, Severity
from quiz.banks.quoted import Quoted
from quiz.banks.report import Report
from quiz.banks.wording import RESERVED_ADVICE, all_texts, reserved_words
from quiz.catalogs.dates import date_differences
from quiz.catalogs.domains import CatalogueFile, catalogue_files
from quiz.catalogs.figures import Difference, number_differences
from quiz.catalogs.po_file import UnreadableCatalogueError, is_language
from quiz.catalogs.translated import Translations, read_translations, say
from quiz.domain.article import PassageNotFoundError
from quiz.domain.bank import Article, Library, sentence_message
from quiz.domain.message import Message
from quiz.domain.question import Quotation


class Disagreement(NamedTuple):
    what: str
    advice: str
    severity: Severity = Severity.ERROR


def check_agreement(folder: Path, library: Library, locales: Sequence[str]) -> tuple[Problem, ...]:
    """Compare every finished translation of every article with its source.

    What is missing, fuzzy or stale is never shown, and left to `check_catalogues`. An article in a language
    that there is not is told of.
    """
    report = Report(folder)
    for each in library.articles:
        if not is_language(each.language):
            what = f"there is no language '{each.language}'"
            report.add(Path(each.id, ARTICLE_FILE), 0, what, "Write a tag such as nb.", at="language")
    for file in catalogue_files(folder, library, locales):
        article = library.article(file.domain.name)
        if article is None or not is_language(article.language):  # the interface, or told of above
            continue
        try:
            translations = read_translations(file)
        except UnreadableCatalogueError as error:
            report.add(file.po, 0, error.what, "Run `flask translations check`.", language=file.locale)
            continue
        _check_messages(file, article, translations, report)
        _check_questions(file, article, translations, report)
        _check_words(file, article, translations, report)
        for bank in measured(article):
            for giveaway in in_words(bank, file.locale, partial(say, translations)):
                report.add(
                    file.po,
                    0,
                    giveaway.what,
                    giveaway.advice,
                    at=bank.id,
                    language=file.locale,
                    severity=giveaway.severity,
                )
    return tuple(report.problems)


def _check_messages(
    file: CatalogueFile, article: Article, translations: Translations, report: Report
) -> None:
    patterns = for_language(article.reserved, file.locale) or ()
    quoted = Quoted(article, file.locale, partial(say, translations))
    for written in all_texts(article, Path()):
        message = written.message
        found = translations.get((message.context, message.text))
        if found is None:
            continue
        disagreements = list(_disagreements(message.text, article.language, found.text, file.locale))
        disagreements += _names(article.glossary, message.text, found.text, file.locale)
        if not written.quoted:
            disagreements += [
                Disagreement(f"our own voice says '{word}'", RESERVED_ADVICE)
                for word in reserved_words(found.text, patterns)
            ]
            disagreements += [
                Disagreement(misquoted.what, misquoted.advice)
                for misquoted in quoted.misquotations(found.text, written.question)
            ]
        for disagreement in disagreements:
            _report(file, message, found.line, disagreement, report)


def _check_questions(
    file: CatalogueFile, article: Article, translations: Translations, report: Report
) -> None:
    for question in article.questions.values():
        messages = {message.field: message for message in question.messages()}
        if any(say(translations, message) is None for message in messages.values()):
            continue
        for field, what in question.translation_faults(lambda message: say(translations, message) or ""):
            message = messages[field]
            line = translations[message.context, message.text].line
            advice = "Say it in other words in this language."
            _report(file, message, line, Disagreement(what, advice), report)


def _check_words(file: CatalogueFile, article: Article, translations: Translations, report: Report) -> None:
    """Report the words of a sentence that, translated, do not stand in the translation of the sentence."""
    for message, quotation in _words_quoted(article):
        words = translations.get((message.context, message.text))
        try:
            passage = article.passage(quotation)
        except PassageNotFoundError:  # which the check of the bank reports
            continue
        sentences = [
            say(translations, sentence_message(sentence.id, sentence.text)) for sentence in passage.sentences
        ]
        whole = [sentence for sentence in sentences if sentence is not None]
        if words is None or len(whole) < len(sentences) or " ".join(whole).count(words.text) == 1:
            continue
        what = f"'{words.text}' does not stand once in the translation of the sentence: '{' '.join(whole)}'"
        _report(file, message, words.line, Disagreement(what, "Take the words of that translation."), report)


def _words_quoted(article: Article) -> Iterator[tuple[Message, Quotation]]:
    """Yield the message and the quotation of whatever is less than a sentence."""
    for question in article.questions.values():
        for number, evidence in enumerate(question.evidence, start=1):
            if evidence.is_part:
                yield question.words_of(number), evidence
    for note in article.notes:
        for number, passage in enumerate(note.passages, start=1):
            if passage.is_part:
                yield note.words_of(number), passage


def _report(
    file: CatalogueFile, message: Message, line: int, disagreement: Disagreement, report: Report
) -> None:
    question, _, field = message.context.rpartition(" / ")
    what, advice, severity = disagreement
    report.add(
        file.po, line, what, advice, question=question, at=field, language=file.locale, severity=severity
    )


def _disagreements(source: str, source_tag: str, text: str, tag: str) -> Iterator[Disagreement]:
    in_digits, in_words = number_differences(source, source_tag, text, tag)
    if any(in_digits):
        yield Disagreement(_numbers(in_digits), "Give the same numbers as the original.")
    elif any(in_words):
        yield Disagreement(_numbers(in_words), "Look at the numbers written as words.", Severity.WARNING)
    for unit, names in date_differences(source, source_tag, text, tag).items():
        # A month stands for nothing else; a day may be said otherwise ("the next day").
        severity = Severity.ERROR if unit == "month" else Severity.WARNING
        what = ", ".join(f"lacks the date '{name}' of the original" for name in names)
        yield Disagreement(what, "Look whether the date is the same.", severity)


def _numbers(difference: Difference) -> str:
    parts = [f"lacks the number '{number}' of the original" for number in difference.lacking]
    parts += [f"has the number '{number}', which the original has not" for number in difference.added]
    return ", ".join(parts)


def _names(
    glossary: Mapping[str, Mapping[str, Sequence[str]]], source: str, text: str, tag: str
) -> Iterator[Disagreement]:
    for term, languages in glossary.items():
        forms = for_language(languages, tag)
        if forms and _holds(source, term) and not any(_holds(text, form) for form in forms):
            allowed = " or ".join(f"'{form}'" for form in forms)
            advice = "See `glossary` in article.toml; a form that is right can be added there."
            yield Disagreement(f"the original names '{term}', and this does not say {allowed}", advice)


def _holds(text: str, term: str) -> bool:
    """Whether a text holds a term as a word, a genitive or a part of a compound with a hyphen.

    A term that begins with a small letter may begin a sentence.
    """
    if term[1:] not in text:  # quickly, since a check compares every text with every term
        return False
    first = f"[{term[0]}{term[0].upper()}]" if term[0].islower() else re.escape(term[0])
    return re.search(rf"(?<!\w){first}{re.escape(term[1:])}(?:['’]?s)?(?!\w)", text) is not None
