"""What has been released stays: players' answers name questions and options by their ids."""

import json
from collections.abc import Mapping
from pathlib import Path

from quiz.banks.files import RELEASED_FILE, question_files, subfolders
from quiz.banks.report import Report, check_shape, did_you_mean
from quiz.banks.shapes import ReleasedFile, ReleasedQuestion
from quiz.banks.toml_file import TomlFile, UnreadableFileError, read_toml
from quiz.domain.bank import Article
from quiz.domain.question import Question

_HEADER = """\
#:schema ../schemas/released.schema.json
# What the stored answers of players may name, as of the last release: `flask bank release` writes it.
# To take something away on purpose, name it in `withdrawn`: "question", "question/option" or "bank/".
# What has been withdrawn stays there: its id is never used again.
"""


def check_released(article: Article, folder: Path, report: Report) -> None:
    """Report every id of the last release that is gone or means something else, unless it is withdrawn."""
    path = folder / RELEASED_FILE
    if not path.exists():
        return
    try:
        file = read_toml(path)
    except UnreadableFileError as error:
        report.add(path, error.line, error.what, error.advice)
        return
    released = check_shape(ReleasedFile, file, file.data, report)
    if released is None:
        return
    # A question that is broken itself is still there.
    written = {file.stem for bank in subfolders(folder) for file in question_files(bank)}
    now = _kept(article)
    for id, before in released.questions.items():
        line = file.line(("questions", id))
        if id in released.withdrawn:
            continue
        if id not in written:
            what = f"the question '{id}' has been released and is gone"
            advice = "Put its file back, or name it in `withdrawn`."
            report.add(path, line, what, advice, question=id)
        elif id in now:
            for what in _changes(id, before, now[id], released.withdrawn):
                report.add(path, line, what, "Give a new thing a new id.", question=id)
    _check_banks(article, folder, file, released, report)
    line = file.line(("withdrawn",))
    for name in released.withdrawn:
        question, slash, choice = name.partition("/")
        if slash and not choice:  # a bank
            continue
        if (question in written) if not choice else (question in now and choice in now[question].choices):
            what = f"'{name}' has been withdrawn, and is used again"
            report.add(path, line, what, "Give a new thing a new id.", question=question, at="withdrawn")


def _check_banks(
    article: Article, folder: Path, file: TomlFile, released: ReleasedFile, report: Report
) -> None:
    """Report the banks of the last release whose folder, or whose name for the mixed one, is gone."""
    here = {path.name for path in subfolders(folder)} | {bank.id for bank in article.banks}
    for bank in released.banks:
        if bank not in here and f"{bank}/" not in released.withdrawn:
            what = f"the bank '{bank}' has been released and is gone"
            advice = did_you_mean(bank, sorted(here - set(released.banks))).replace(
                "Did you mean", "Is it now"
            )
            way_out = f"Give it its name back, or name it in `withdrawn` as '{bank}/'."
            report.add(file.path, file.line(("banks",)), what, f"{advice} {way_out}".strip(), at="banks")
    for name in released.withdrawn:
        if name.endswith("/") and name[:-1] in here:
            what = f"'{name}' has been withdrawn, and is used again"
            report.add(
                file.path, file.line(("withdrawn",)), what, "Give a new thing a new id.", at="withdrawn"
            )


def render_released(article: Article, folder: Path) -> str:
    """Return the content of released.toml for an article as it is now. Raises UnreadableFileError.

    What has been withdrawn stays so.
    """
    path = folder / RELEASED_FILE
    before = read_toml(path).data if path.exists() else {}
    withdrawn = ReleasedFile.model_validate(before).withdrawn
    banks = tuple(bank.id for bank in article.banks)
    lines = [_HEADER, f"withdrawn = {_list(withdrawn)}\nbanks = {_list(banks)}\n"]
    for id, question in sorted(_kept(article).items()):
        lines.append(f'\n[questions.{id}]\nkind = "{question.kind}"\nchoices = {_list(question.choices)}\n')
    return "".join(lines)


def _kept(article: Article) -> Mapping[str, ReleasedQuestion]:
    return {id: ReleasedQuestion(kind=q.KIND, choices=_choices(q)) for id, q in article.questions.items()}


def _choices(question: Question) -> tuple[str, ...]:
    return tuple(sorted({choice.id for choice in question.choices()} | set(question.stretch)))


def _changes(
    id: str, before: ReleasedQuestion, now: ReleasedQuestion, withdrawn: tuple[str, ...]
) -> list[str]:
    if now.kind != before.kind:
        return [f"the question '{id}' has been released as '{before.kind}' and is now '{now.kind}'"]
    return [
        f"the option '{choice}' has been released and is gone"
        for choice in before.choices
        if choice not in now.choices and f"{id}/{choice}" not in withdrawn
    ]


def _list(ids: tuple[str, ...]) -> str:
    return json.dumps(list(ids))
