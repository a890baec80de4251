"""Reports on questions: sent by players, read and settled by the operator."""

from collections.abc import Collection, Sequence
from datetime import datetime

from quiz.domain.attempt import Attempt, Item, Turn
from quiz.domain.edition import Edition, thaw
from quiz.domain.report import Complaint, Report
from quiz.storage import editions, reports
from quiz.storage.database import Database


class ReportNotFoundError(LookupError):
    """There is no report with this number."""

    def __init__(self, report_id: int) -> None:
        super().__init__(report_id)
        self.report_id = report_id


class Reports:
    """The use cases of those who find something wrong with a question, and of those who mend it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def send(
        self,
        attempt: Attempt | Turn,
        item: Item,
        complaint: Complaint,
        *,
        send_key: str,
        locale: str,
        now: datetime,
    ) -> None:
        """Store a complaint about a question as it was asked; a form sent twice is stored once."""
        report = Report(
            id=0,
            article_id=attempt.article_id,
            bank_id=attempt.bank_id,
            bank_version=attempt.bank_version,
            question_id=item.question_id,
            complaint=complaint,
            locale=locale,
            sent_on=now.replace(hour=0, minute=0, second=0, microsecond=0),
            settled_at=None,
        )
        with self._database.writing() as session:
            reports.add_report(session, report, send_key)

    def list(self, *, settled: bool = False, article_id: str | None = None) -> Sequence[Report]:
        """Return the reports that wait, oldest first; with `settled`, the settled ones too."""
        with self._database.reading() as session:
            return reports.load_reports(session, settled=settled, article_id=article_id)

    def show(self, report_id: int) -> tuple[Report, Edition]:
        """Return a report and the bank as it was when the question was asked. Raises ReportNotFoundError."""
        with self._database.reading() as session:
            report = reports.load_report(session, report_id)
            if report is None:
                raise ReportNotFoundError(report_id)
            kept = editions.load(session, report.article_id, report.bank_id, report.bank_version)
        return report, thaw(kept)

    def settle(self, report_ids: Collection[int], now: datetime) -> None:
        """Mark reports as settled, all or none. Raises ReportNotFoundError."""
        with self._database.writing() as session:
            for report_id in report_ids:
                if reports.load_report(session, report_id) is None:
                    raise ReportNotFoundError(report_id)
            reports.settle_reports(session, report_ids, now)
