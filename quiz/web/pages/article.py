"""The article itself."""

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
    paragraphs: tuple[ShownParagraph, ...]


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
        article=article_view(article, say, reader.tag),
        quizzes=tuple(
            ArticleQuiz(bank.id, say(bank.title_message), len(bank.questions)) for bank in article.banks
        ),
        my_attempt=my_attempt,
        came_from=came_from,
    )


def article_view(article: Article, say: Words, locale: str) -> ArticleView:
    """Shape all of an article that may be shown."""
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
        paragraphs=shown_paragraphs(article, say, locale),
    )


def shown_paragraphs(article: Article, say: Words, locale: str) -> tuple[ShownParagraph, ...]:
    """Shape those of its paragraphs of which something may be shown."""
    said: set[str] = set()  # a note on several paragraphs stands below the first
    views = []
    gap = False
    for paragraph in article.body.paragraphs:
        if sentences := paragraph_view(article, paragraph, say, locale):
            notes = note_views([whole(paragraph)], say, said)
            said.update(note.id for note in notes)
            views.append(ShownParagraph(ParagraphView(paragraph.id, paragraph.kind, sentences), gap, notes))
        gap = len(sentences) < len(paragraph.sentences)
    return tuple(views)
