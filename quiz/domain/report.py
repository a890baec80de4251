"""What somebody says is wrong with a question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TEXT = 2000  # characters


class Reason(StrEnum):
    WRONG_KEY = "wrong-key"
    UNCLEAR_WORDING = "unclear-wording"
    ONE_SIDED_WORDING = "one-sided-wording"
    WRONG_TRANSLATION = "wrong-translation"
    NOT_SETTLED = "not-settled"
    OTHER = "other"


class ReportFault(StrEnum):
    NO_REASON = "no-reason"
    NO_TEXT = "no-text"
    TEXT_TOO_LONG = "text-too-long"


class ReportRefusal(Exception):  # noqa: N818 - an ordinary outcome of reading a form, not an error
    """The form holds no report that can be kept; `faults` says all that is wrong with it."""

    def __init__(self, *faults: ReportFault) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Complaint:
    """A reason and, in the sender's own words, what is meant; `text` may be empty."""

    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A complaint about one version of a question. Nothing in it leads to whoever sent it.

    `sent_on` is midnight UTC of the day: a time of day could be laid beside the times of answers.
    """

    id: int
    article_id: str
    bank_id: str
    bank_version: str
    question_id: str
    complaint: Complaint
    locale: str
    sent_on: datetime
    settled_at: datetime | None


def read_complaint(reason: str, text: str) -> Complaint:
    """Read what a form holds; control characters are left out. Raises ReportRefusal."""
    text = printable(text).strip()
    known = reason in tuple(Reason)
    faults = []
    if not known:
        faults.append(ReportFault.NO_REASON)
    if reason == Reason.OTHER and not text:
        faults.append(ReportFault.NO_TEXT)
    if len(text) > LONGEST_TEXT:
        faults.append(ReportFault.TEXT_TOO_LONG)
    if faults:
        raise ReportRefusal(*faults)
    return Complaint(Reason(reason), text)


def printable(text: str) -> str:
    """Return a text with plain line breaks, without characters that steer a terminal or hide in a page."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable())
