"""How the questions of an article perform, for those who write them."""

from collections.abc import Mapping

from quiz.domain.bank import Article
from quiz.domain.statistics import Performance, performance
from quiz.storage.database import Database
from quiz.storage.statistics import load_answer_sums


def question_performance(database: Database, article: Article) -> Mapping[str, Performance | None]:
    """Return how each question that has been answered performs, in the order of the banks.

    None stands for too few answers. Questions that have been withdrawn are left out.
    Raises DatabaseUnavailableError.
    """
    with database.reading() as session:
        sums = load_answer_sums(session, article.id)
    return {id: performance(sums[id]) for id in article.questions if id in sums}
