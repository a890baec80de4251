"""One question as text, as a player sees it in each language of the site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from jinja2 import Environment, FileSystemLoader

from quiz.catalogs.domains import INTERFACE, catalogue_files
from quiz.catalogs.translated import Translations, read_translations, say
from quiz.domain.bank import Article, Library, sentence_message
from quiz.domain.message import Message
from quiz.domain.question import Choice, Question
from quiz.settings import ContentSettings

_WIDTH = 100  # characters


def show_question(
    settings: ContentSettings, library: Library, article: Article, question: Question, *, with_key: bool
) -> Iterator[str]:
    """Yield the question in each language of the site, line by line. Raises UnreadableCatalogueError.

    With its key it is followed by everything that a player may read after answering.
    """
    files = catalogue_files(settings.translations, library, settings.locales)
    found = {(file.domain.name, file.locale): read_translations(file) for file in files}
    yield f"{article.id} / {question.id}: {question.KIND}, {', '.join(question.skills)}"
    for locale in settings.locales:
        texts, interface = found.get((article.id, locale)), found.get((INTERFACE, locale), {})
        shown = _Shown(settings.templates, article, question, texts, interface)
        yield ""
        yield f"── {locale} ──"
        yield from shown.asked(with_key=with_key)
        if with_key:
            yield from shown.answered()


@dataclass(frozen=True)
class _Shown:
    """A question in one language; `texts` is None in the language it was written in."""

    templates: Path
    article: Article
    question: Question
    texts: Translations | None
    interface: Translations

    def asked(self, *, with_key: bool) -> Iterator[str]:
        yield from _paragraph("", self._say(self.question.message("text", self.question.text)))
        for message in self.question.asked_with():
            yield from _paragraph("  ", self._say(message))
        # Where every choice is right, as in an ordering, its place is what matters: the key tells it.
        tells = with_key and not all(choice.right for choice in self.question.choices())
        for choice in self.question.choices():
            yield from _paragraph("  [x] " if tells and choice.right else "  [ ] ", self._choice(choice))
        for sentence_id in self.question.stretch:
            right = with_key and sentence_id in (self.question.key or ())
            yield from _paragraph(
                "  [x] " if right else "  [ ] ", f"{sentence_id} {self._sentence(sentence_id)}"
            )

    def answered(self) -> Iterator[str]:
        key = self.question.key
        yield f"key: {', '.join(key) if isinstance(key, tuple) else key}"
        said = {self.question.context("text"), *(message.context for message in self.question.asked_with())}
        said |= {choice.message.context for choice in self.question.choices() if choice.message is not None}
        for number, evidence in enumerate(self.question.evidence, start=1):
            passage, who = self.article.passage(evidence), self.question.who_says(number)
            voice = evidence.voice if who is None else f"{evidence.voice} ({self._say(who)})"
            yield from _paragraph(
                f"evidence {number}: ", f"{passage.id}, {voice}, {evidence.standing}: {evidence.quote}"
            )
            for sentence in passage.sentences if self.texts is not None else ():
                yield from _paragraph("  ", self._sentence(sentence.id))
            said |= {who.context} if who is not None else set()
        for message in self.question.messages():
            if message.context not in said:
                yield from _paragraph(f"{message.field}: ", self._say(message))
        for note in self.article.notes_on([self.article.passage(e) for e in self.question.evidence]):
            yield from _paragraph(
                f"note {note.id}: ", f"{note.kind}, {note.certainty}: {self._say(note.message)}"
            )

    def _choice(self, choice: Choice) -> str:
        if choice.message is not None:
            return self._say(choice.message)
        # The site has the words: the kind's template knows them, as it does on the page of the answer.
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.policies["ext.i18n.trimmed"] = True
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            self._of_the_site, lambda one, several, number: one if number == 1 else several, newstyle=True
        )
        template = environment.get_template(f"kinds/{self.question.KIND}/response.html")
        return str(template.module.response(self.question, choice.id, self._say)).strip()  # type: ignore[attr-defined]

    def _of_the_site(self, text: str) -> str:
        found = self.interface.get(("", text))
        return text if found is None else found.text

    def _say(self, message: Message) -> str:
        if self.texts is None:
            return message.text
        translated = say(self.texts, message)
        return f"{message.text} (not translated)" if translated is None else translated

    def _sentence(self, sentence_id: str) -> str:
        found = self.article.body.sentence(sentence_id)
        return "" if found is None else self._say(sentence_message(found.id, found.text))


def _paragraph(lead: str, text: str) -> Sequence[str]:
    return fill(text, _WIDTH, initial_indent=lead, subsequent_indent="  ").splitlines()
