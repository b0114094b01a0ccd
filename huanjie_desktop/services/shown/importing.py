"""What 导入名册 shows of an import that is not written yet, and how it is corrected; a correction can be taken back."""

from collections.abc import Mapping
from dataclasses import replace

from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.services.people.importing import ImportPreview, ImportRequest, ImportRow, Outcome

TAKEN = "taken"  # the field of the boxes: whether a row is imported
WORDS: Mapping[Outcome, str] = {
    Outcome.ADD: "新增",
    Outcome.CHANGE: "更改",
    Outcome.UNCHANGED: "不变",
    Outcome.DOUBT: "待确认",
    Outcome.REFUSED: "不能导入",
    Outcome.SKIPPED: "跳过",
    Outcome.LEFT_OUT: "未采用",
    Outcome.GONE: "新表中没有",
}
FILTERS: tuple[tuple[frozenset[Outcome], str], ...] = (
    (frozenset(Outcome), "全部行"),
    (frozenset({Outcome.REFUSED}), "不能导入的"),
    (frozenset({Outcome.DOUBT}), "待确认的"),
    (frozenset({Outcome.ADD}), "新增的"),
    (frozenset({Outcome.CHANGE}), "更改的"),
    (frozenset({Outcome.GONE}), "新表中没有的"),
    (frozenset({Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.LEFT_OUT}), "不变、跳过、未采用的"),
)
NOT_IMPORTED = "（不导入）"


class Corrections:
    """改正: `request` is what to read now; those before it and those taken back are kept."""

    def __init__(self, request: ImportRequest) -> None:
        self.request = request
        self._past: list[ImportRequest] = []
        self._undone: list[ImportRequest] = []

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet; what was corrected in this one is not meant for it."""
        self._take(ImportRequest(self.request.path, (sheet,)))

    def take_for(self, preview: ImportPreview, head: str, field: str) -> None:
        """Take a column of the file for a field, "" for none; no other column is taken for it then."""
        others = {guess.head: "" for guess in preview.guesses if field and guess.field == field}
        self._take(replace(self.request, mapping={**self.request.mapping, **others, head: field}))

    def mend(self, changes: list[CellChange]) -> None:
        """Mend cells, and skip rows or take them back."""
        edits, skipped = dict(self.request.edits), set(self.request.skipped)
        for each in changes:
            if each.field != TAKEN:
                edits[each.row_id, each.field] = each.value
            elif each.value:
                skipped.discard(each.row_id)
            else:
                skipped.add(each.row_id)
        self._take(replace(self.request, edits=edits, skipped=frozenset(skipped)))

    def undo(self) -> bool:
        """Go back to what was before the last correction; tell whether there was one."""
        return self._go(self._past, self._undone)

    def redo(self) -> bool:
        """Correct again what was taken back last; tell whether there was anything."""
        return self._go(self._undone, self._past)

    def _take(self, request: ImportRequest) -> None:
        self._past.append(self.request)
        self._undone.clear()
        self.request = request

    def _go(self, from_: list[ImportRequest], to: list[ImportRequest]) -> bool:
        if not from_:
            return False
        to.append(self.request)
        self.request = from_.pop()
        return True


def counts_of(preview: ImportPreview) -> str:
    """Say how many rows of the file become what."""
    counts = {outcome: preview.count(outcome) for outcome in Outcome}
    return (
        f"共{preview.read}行：新增{counts[Outcome.ADD]}人，更改{counts[Outcome.CHANGE]}人，"
        f"不变{counts[Outcome.UNCHANGED]}人，待确认{counts[Outcome.DOUBT]}行，跳过{counts[Outcome.SKIPPED]}行，不能导入{counts[Outcome.REFUSED]}行；"
        f"表头、合计、说明等{counts[Outcome.LEFT_OUT]}行未采用。"
        + ("请在表中直接改正，或跳过这些行。" if preview.stopped else "")
    )


def verb_of(preview: ImportPreview) -> str:
    """Return the words of the button: 导入, or 跳过3行并导入."""
    stopped = len(preview.stopped)
    return f"跳过{stopped}行并导入" if stopped else "导入"


def can_import(preview: ImportPreview) -> bool:
    """Tell whether any row is left to be imported."""
    return preview.read > len(preview.stopped) + preview.count(Outcome.SKIPPED)


def cell_words(row: ImportRow, field: str) -> str:
    """Return what a cell of the preview says: old and new where it changes, what was read, or the text as it stands."""
    if field in row.changes:
        old, new = row.changes[field]
        return f"{field_text(old) or '（空）'} → {field_text(new)}"
    if field in row.values and row.outcome is not Outcome.REFUSED:
        return field_text(row.values[field])
    return row.texts.get(field, "").replace("\n", " ")


def is_wrong(row: ImportRow, head: str) -> bool:
    """Tell whether something was found in a row's cell below this head."""
    return any(finding.place is not None and finding.place.column == head for finding in (*row.findings, *row.doubts))


def is_taken(row: ImportRow) -> bool | None:
    """Tell whether a row is imported, None for what is none of the people."""
    if row.outcome in (Outcome.LEFT_OUT, Outcome.GONE):
        return None
    return row.outcome in (Outcome.ADD, Outcome.CHANGE, Outcome.UNCHANGED)


def locked(row: ImportRow) -> str:
    """Say why a row cannot be mended, "" where it can."""
    if row.outcome is Outcome.GONE:
        return "新表中没有这个人。"
    return "表头、合计、说明等行不导入，不能改。" if row.outcome is Outcome.LEFT_OUT else ""


def reasons(row: ImportRow) -> str:
    """Return everything that was found in a row, a line each, or why it is not imported."""
    return "\n".join(finding.text for finding in (*row.findings, *row.doubts)) or row.why


def short_reason(row: ImportRow) -> str:
    """Return why a row is not imported, without the place that the table shows."""
    return row.why.partition("栏：")[2] or row.why


def guess_words(guess: Guess) -> tuple[str, str, str]:
    """Return the head of a file's column, why it is taken for what it is, and examples of its cells."""
    samples = "　".join(sample.replace("\n", " ") for sample in guess.samples)
    return guess.head, guess.why, samples
