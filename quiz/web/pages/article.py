"""The article itself."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.article import whole
from quiz.domain.bank import Article, Display
from quiz.web.pages.note import NoteView, note_views
from quiz.web.pages.passage import ParagraphView, paragraph_view
from quiz.web.reader import Reader, Words
from quiz.web.rendering import Page


@dataclass(frozen=True)
class ShownParagraph:
    """`after_gap` marks a paragraph before which something of the article is left out."""

    paragraph: ParagraphView
    after_gap: bool
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class ShownText:
    """What may be shown of an article's text, with the notes on it.

    `key` is that of an article in use, which reads alike for all; None stands for an earlier version.
    """

    key: Hashable
    paragraphs: tuple[ShownParagraph, ...]


@dataclass(frozen=True)
class ArticleView:
    """An article with what is known of it; `whole` tells that nothing of it is left out."""

    language: str
    title: LocalizedText
    date: date
    author: str | None
    publisher: str | None
    as_of: LocalizedText
    rights: LocalizedText
    whole: bool
    translated: bool
    text: ShownText


@dataclass(frozen=True)
class ArticleQuiz:
    """A quiz on the article."""

    bank_id: str
    title: LocalizedText
    size: int


@dataclass(frozen=True)
class ArticlePage(Page):
    """`my_attempt` is an attempt of the reader's on the article that is finished.

    `came_from` is the attempt and the number of the answer from which the reader has come.
    """

    template: ClassVar[str] = "pages/article.html"

    article_id: str
    article: ArticleView
    quizzes: tuple[ArticleQuiz, ...]
    my_attempt: int | None
    came_from: tuple[int, int] | None


def article_page(
    article: Article, reader: Reader, my_attempt: int | None, came_from: tuple[int, int] | None
) -> ArticlePage:
    say = reader.say(article)
    return ArticlePage(
        article_id=article.id,
        article=article_view(article, say, reader.tag, in_use=True),
        quizzes=tuple(
            ArticleQuiz(bank.id, say(bank.title_message), len(bank.questions)) for bank in article.banks
        ),
        my_attempt=my_attempt,
        came_from=came_from,
    )


def article_view(article: Article, say: Words, locale: str, *, in_use: bool) -> ArticleView:
    """Shape all of an article that may be shown; `in_use` tells that it is no earlier version."""
    return ArticleView(
        language=article.language,
        title=say(article.message("title")),
        date=article.date,
        author=article.author,
        publisher=article.publisher,
        as_of=say(article.message("as_of")),
        rights=say(article.message("rights")),
        whole=article.display is Display.WHOLE,
        translated=locale != article.language,
        text=shown_text(article, say, locale, in_use=in_use),
    )


def shown_text(article: Article, say: Words, locale: str, *, in_use: bool) -> ShownText:
    """Shape what may be shown of an article's text; that of one in use is made once."""
    if not in_use:
        return ShownText(None, tuple(_shown_paragraphs(article, say, locale)))
    text: ShownText = say.reader.article_texts.get(
        article.id, lambda: ShownText(article.id, tuple(_shown_paragraphs(article, say, locale)))
    )
    return text


def _shown_paragraphs(article: Article, say: Words, locale: str) -> Iterator[ShownParagraph]:
    """Yield those of its paragraphs of which something may be shown."""
    said: set[str] = set()  # a note on several paragraphs stands below the first
    gap = False
    for paragraph in article.body.paragraphs:
        if sentences := paragraph_view(article, paragraph, say, locale):
            notes = note_views([whole(paragraph)], say, said)
            said.update(note.id for note in notes)
            yield ShownParagraph(ParagraphView(paragraph.id, paragraph.kind, sentences), gap, notes)
        gap = len(sentences) < len(paragraph.sentences)
