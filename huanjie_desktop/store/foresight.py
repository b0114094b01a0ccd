"""Tells before anybody tries whether undo would be refused for what was counted: it is done, looked at and rolled back."""

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.store.content import ContentSums
from huanjie_desktop.store.driver import Database, IntegrityError
from huanjie_desktop.store.journal import Top
from huanjie_desktop.store.poll_guard import GUARDED, refuse_crossing, refuse_other_questions, what_stands
from huanjie_desktop.store.refusals import refusal
from huanjie_desktop.store.unit_of_work import UnitOfWork


def foresee_undo(db: Database, top: Top | None, sums: ContentSums) -> UserError | None:
    """Return why undo would be refused, None where nothing that was counted stands in its way; nothing stays written.

    Only a change of what counted sheets stand on is tried, which is small.
    """
    if top is None:
        return None
    tables = {row[0] for row in db.conn.execute("SELECT table_name FROM journal_row WHERE seq = ?", (top.seq,))}
    stood = what_stands(db) if tables & GUARDED else {}
    if not stood:
        return None
    work = UnitOfWork(db, 0, top.label)
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        work.revert(top.seq)
        refuse_crossing(db, "undo", top.label, stood)
        refuse_other_questions(db, work.touched)
    except UserError as error:
        return error
    except IntegrityError as error:
        return refusal(db, str(error), "undo", top.label, work.touched)
    finally:
        db.conn.execute("ROLLBACK")
        sums.forget()
    return None
