"""Reports on questions in and out of their table."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quiz.domain.report import Complaint, Reason, Report
from quiz.storage.insert import insert_into
from quiz.storage.tables import ReportRow


def add_report(session: Session, report: Report, send_key: str) -> None:
    """Store a report, unless its form has been sent before; the id in `report` is not used."""
    row = insert_into(session, ReportRow).values(
        article_id=report.article_id,
        bank_id=report.bank_id,
        bank_version=report.bank_version,
        question_id=report.question_id,
        reason=report.complaint.reason.value,
        text=report.complaint.text,
        locale=report.locale,
        send_key=send_key,
        sent_at=report.sent_on,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=["send_key"]))


def load_reports(session: Session, *, settled: bool, article_id: str | None = None) -> list[Report]:
    """Return the reports that wait, oldest first; with `settled`, those too that have been settled."""
    query = select(ReportRow).order_by(ReportRow.id)
    if not settled:
        query = query.where(ReportRow.settled_at.is_(None))
    if article_id is not None:
        query = query.where(ReportRow.article_id == article_id)
    return [_report(row) for row in session.scalars(query)]


def load_report(session: Session, report_id: int) -> Report | None:
    row = session.get(ReportRow, report_id)
    return None if row is None else _report(row)


def settle_reports(session: Session, report_ids: Collection[int], now: datetime) -> None:
    """Mark reports as settled; those that were, keep their time."""
    session.execute(
        update(ReportRow)
        .where(ReportRow.id.in_(report_ids), ReportRow.settled_at.is_(None))
        .values(settled_at=now)
    )


def _report(row: ReportRow) -> Report:
    return Report(
        id=row.id,
        article_id=row.article_id,
        bank_id=row.bank_id,
        bank_version=row.bank_version,
        question_id=row.question_id,
        complaint=Complaint(Reason(row.reason), row.text),
        locale=row.locale,
        sent_on=row.sent_at,
        settled_at=row.settled_at,
    )
