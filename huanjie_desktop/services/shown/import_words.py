"""What 导入名册 says of an import that is not written yet: of its rows, its counts, its steps, and of what is not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.exchange.columns import OWN, Guess
from huanjie_desktop.exchange.head_words import is_computed
from huanjie_desktop.exchange.lrmx.book import FormBook
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Answer, Decision, ImportRequest
from huanjie_desktop.services.people.own_columns import is_own
from huanjie_desktop.services.people.row_fill import FILL
from huanjie_desktop.services.shown.import_questions import bad_fields, reason_of

TAKEN = frozenset({Outcome.ADD, Outcome.CHANGE, Outcome.UNCHANGED})
LOOKS: Mapping[Outcome, tuple[str, str, str]] = {  # words, drawing, colour
    Outcome.DOUBT: ("要您定", "circle-help", "warning"),
    Outcome.REFUSED: ("有错", "circle-alert", "error"),
    Outcome.CHANGE: ("更改", "pencil", "hint"),
    Outcome.ADD: ("新增", "plus", "done"),
    Outcome.UNCHANGED: ("不变", "check", "secondary"),
    Outcome.SKIPPED: ("跳过", "x", "secondary"),
    Outcome.LEFT_OUT: ("未采用", "x", "faint"),
    Outcome.GONE: ("表中没有", "user-minus", "warning"),
}
_RANK = {outcome: at for at, outcome in enumerate(LOOKS)}
FILTERS: tuple[tuple[str, frozenset[Outcome], str], ...] = (  # words, what is shown, colour
    ("全部", frozenset(Outcome) - {Outcome.GONE, Outcome.LEFT_OUT}, ""),
    ("要您定", frozenset({Outcome.DOUBT}), "warning"),
    ("有错", frozenset({Outcome.REFUSED}), "error"),
    ("更改", frozenset({Outcome.CHANGE}), ""),
    ("新增", frozenset({Outcome.ADD}), ""),
    ("不变", frozenset({Outcome.UNCHANGED}), "secondary"),
    ("跳过和未采用", frozenset({Outcome.SKIPPED, Outcome.LEFT_OUT}), "secondary"),
)
ALL, DOUBTS, LEFT_OUT = 0, 1, 6  # of the filters
GONE_ANSWERS: Mapping[Answer, str] = {"keep": "保留", "remove": "移出", "left": "标为已调离"}
ALL_OF_THEM: Mapping[Answer, str] = {"keep": "全部保留", "remove": "全部移出"}
NOT_IMPORTED, OWN_COLUMN = "（不导入）", "作为自定义栏"
_STEADY = {"sex": "性别", "ethnic_group": "民族"}
_FACTS = ("current_post", "unit", "remark")
_SHOWN_NAMES = 6


@dataclass(frozen=True)
class Piece:
    """A part of what a row says of its changes; `look` is "" for a title, "old" struck out, "new" in bold."""

    words: str
    look: str = ""


def arranged(rows: Sequence[ImportRow], asked: Mapping[str, ImportRow], decide_first: bool) -> list[ImportRow]:
    """Return the rows to show: those of the file, what is to decide first where that is wanted; what was decided meanwhile
    stays in its place."""
    shown = [row for row in rows if row.outcome is not Outcome.GONE]
    if not decide_first:
        return shown
    return sorted(shown, key=lambda row: _RANK[asked.get(row.key, row).outcome])


def pieces_of(row: ImportRow, titles: Mapping[str, str], guesses: Sequence[Guess]) -> list[Piece]:
    """Return what a row changes, what is wrong with it, or who it is."""
    changes = dict(row.changes)
    if row.outcome is Outcome.DOUBT and row.candidates and "doubt-renamed" in {each.code for each in row.doubts}:
        changes = {"name": (row.candidates[0].name, row.values.get("name", ""))}
    heads = {guess.field: guess.head for guess in guesses}
    pieces: list[Piece] = []
    for name, (old, new) in changes.items():
        pieces += [
            Piece(titles.get(name) or heads.get(name, name)),
            Piece(_flat(old) or "空", "old"),
            Piece(_flat(new), "new"),
        ]
    for title, (before, after) in row.part_changes.items():
        pieces += [Piece(title), Piece(before or "空", "old"), Piece(after, "new")]
    if row.joins:
        pieces.append(Piece("加入这个名册"))
    if row.moved is not None:
        pieces += [Piece("次序"), Piece(str(row.moved[0]), "old"), Piece(str(row.moved[1]), "new")]
    if pieces:
        return pieces
    if row.outcome is Outcome.LEFT_OUT:
        return [Piece(row.texts.get("name", "").replace("\n", " "))]
    if row.outcome is Outcome.REFUSED:
        bad = bad_fields(row, guesses)
        return [piece for name, head in bad.items() for piece in (Piece(head), Piece(cell_words(row, name)))]
    facts = (_flat(row.values.get(name, "")) or row.texts.get(name, "").replace("\n", " ") for name in _FACTS)
    return [Piece(fact) for fact in facts if fact][:1]


def note_of(row: ImportRow) -> tuple[str, str]:
    """Return what stands at the right of a row, and its colour: what is asked, why it cannot come in, what looks odd."""
    if row.outcome is Outcome.DOUBT and row.doubts:
        return reason_of(row.doubts[0]), "warning"
    if row.outcome is Outcome.REFUSED and row.findings:
        return reason_of(row.findings[0]), "error"
    if row.outcome in (Outcome.LEFT_OUT, Outcome.SKIPPED):
        return row.why, "secondary"
    left = next(filter(_is_left, row.findings), None)
    if left is not None:
        return reason_of(left), "hint"
    odd = [title for name, title in _STEADY.items() if name in row.changes and row.changes[name][0]]
    return (f"{'、'.join(odd)}一般不变，请核对", "hint") if odd else ("", "")


def cell_words(row: ImportRow, name: str) -> str:
    """Return what a cell of the file says: the text as it stands, corrections included."""
    text = row.texts.get(name, "").replace("\n", " ")
    return display_name(text) if name == "name" and row.outcome in TAKEN else text


def number_words(row: ImportRow, several_sheets: bool) -> str:
    """Return where a row stands in the file."""
    if row.source:
        return row.source
    return f"{row.sheet} {row.number}" if several_sheets else str(row.number)


def reasons(row: ImportRow) -> str:
    """Return everything that was found in a row, a line each, or why it is not imported."""
    return "\n".join(finding.text for finding in (*row.findings, *row.doubts)) or row.why


def locked(row: ImportRow) -> str:
    """Say why a row cannot be corrected, "" where it can."""
    return "表头、合计、说明等行不是人员，不能改。" if row.outcome is Outcome.LEFT_OUT else ""


def wrong_field(row: ImportRow, guesses: Sequence[Guess]) -> str:
    """Return the field of the first cell in which something was found, else of the first that changes, "" for none."""
    return next(iter([*bad_fields(row, guesses), *row.changes]), "")


# the whole


def may_be_whole(preview: ImportPreview) -> bool:
    """Tell whether a file can be the whole of a roster: one person's form never is."""
    return not isinstance(preview.book, FormBook) or preview.read > 1


def apart_words(preview: ImportPreview) -> str:
    """Say what becomes of those on the roster who are not in a file that is not the whole of it, "" where there are none."""
    if not preview.apart:
        return ""
    return f"名册里另有 {preview.apart} 人不在文件里，照旧保留，次序不变。"


def counts_of(preview: ImportPreview) -> list[int]:
    """Return how many rows each filter shows."""
    return [sum(row.outcome in outcomes for row in preview.rows) for _words, outcomes, _colour in FILTERS]


def open_rows(preview: ImportPreview, request: ImportRequest) -> list[str]:
    """Return the keys of the rows that are still to be decided; an answer counts before it is worked out."""
    was = preview.request.decisions
    return [
        row.key
        for row in preview.stopped
        if request.decisions.get(row.key) == was.get(row.key) and not _answered(row, preview.request, request)
    ]


def _answered(row: ImportRow, before: ImportRequest, now: ImportRequest) -> bool:
    if row.outcome is Outcome.DOUBT and now.with_hidden != before.with_hidden:
        return any(doubt.code == "doubt-hidden" for doubt in row.doubts)
    if row.first and now.decisions.get(row.first) != before.decisions.get(row.first):
        return True
    if row.outcome is Outcome.DOUBT and now.fill_down != before.fill_down:
        return any(doubt.code == FILL for doubt in row.doubts)
    if now.units != before.units and row.texts.get("name", "").strip() in now.units:
        return True
    return now.edits != before.edits and any(
        key == row.key and before.edits.get((key, name)) != text for (key, name), text in now.edits.items()
    )


def open_gone(preview: ImportPreview, request: ImportRequest) -> list[str]:
    """Return the people on the roster, not in the file, about whom nothing is decided yet."""
    gone = (row.person_id for row in preview.rows if row.outcome is Outcome.GONE)
    return [person_id for person_id in gone if person_id not in request.decisions]


def people_count(preview: ImportPreview, request: ImportRequest) -> int:
    """Return how many people come in once everything is decided: those of the file without what is left out."""
    skipped = Decision("skip")
    return sum(
        (row.outcome in TAKEN or row.outcome is Outcome.DOUBT) and request.decisions.get(row.key) != skipped
        for row in preview.rows
    )


def left_words(rows: int, people: int, roster: bool) -> str:
    """Say how much is still to be decided, "" for nothing."""
    count = rows + people + (not roster)
    return f"还有 {count} 处要您定" if count else ""


def verb_of(preview: ImportPreview, request: ImportRequest) -> str:
    """Return the words of the button."""
    return f"导入 {people_count(preview, request)} 人"


def file_words(preview: ImportPreview) -> str:
    """Return what the first step has found."""
    names = list(dict.fromkeys(table.sheet for table in preview.tables.tables))
    sheets = f"，工作表“{names[0]}”" if len(names) == 1 and len(preview.book.sheet_names) > 1 else ""
    return preview.book.called + (f"，{len(names)} 张工作表" if len(names) > 1 else sheets)


def left_heads(guesses: Sequence[Guess]) -> list[str]:
    """Return the heads of the columns that say something and are not imported; 序号 and what else is computed is none."""
    return [guess.head for guess in guesses if not guess.field and guess.samples and not is_computed(guess.head)]


def column_words(guesses: Sequence[Guess]) -> str:
    """Return what the second step has found."""
    left = len(left_heads(guesses))
    return f"{sum(bool(guess.field) for guess in guesses)} 栏对上" + (f"，{left} 栏未导入" if left else "")


def check_words(preview: ImportPreview, request: ImportRequest) -> str:
    """Return what the third step has found."""
    count = len(open_rows(preview, request))
    return f"{count} 行要您定" if count else "都已定"


def columns_left(guesses: Sequence[Guess]) -> str:
    """Name the columns that are not imported, "" for none."""
    heads = left_heads(guesses)
    if not heads:
        return ""
    more = " 等" if len(heads) > _SHOWN_NAMES else ""
    return f"{len(heads)} 栏未导入：{'、'.join(heads[:_SHOWN_NAMES])}{more}"


def rows_left(preview: ImportPreview) -> str:
    """Say how many rows are not taken, and of how many something is not (a comment), "" for none."""
    rows = counts_of(preview)[LEFT_OUT]
    cells = sum(row.outcome in TAKEN and any(map(_is_left, row.findings)) for row in preview.rows)
    return "，".join(f"{count} {words}" for count, words in ((rows, "行不导入"), (cells, "行有内容没导入")) if count)


def _is_left(finding: Finding) -> bool:
    return finding.code == "not-taken" and finding.text.endswith("没有导入。")


def sheets_left(preview: ImportPreview) -> str:
    """Say how many sheets were not read, "" for none."""
    count = len(preview.not_taken.sheets)
    return f"{count} 张工作表未读" if count else ""


def choice_of(guess: Guess) -> str:
    """Return what a column is taken for, as the clerk chooses it."""
    return OWN if is_own(guess.field) else guess.field


def guess_words(guess: Guess) -> tuple[str, str, str]:
    """Return the head of a file's column, examples of its cells, and why it is taken for what it is."""
    samples = "　".join(sample.replace("\n", " ") for sample in guess.samples)
    return guess.head, samples, guess.why


def sheet_rows(preview: ImportPreview) -> list[tuple[str, str, bool | None]]:
    """Return the sheets of the file: the name, what is said of it, whether it is read; None for one that cannot be."""
    read: dict[str, int] = {}
    for table in preview.tables.tables:
        read[table.sheet] = read.get(table.sheet, 0) + len(table.records)
    left = {each.sheet: each.why for each in preview.tables.sheets_left}
    names = list(dict.fromkeys([*preview.book.sheet_names, *left, *read]))
    return [
        (
            name,
            f"{name}　{read[name]} 人" if name in read else f"{name}　{left.get(name, '空表')}",
            name in read if name in preview.book.sheet_names else None,
        )
        for name in names
    ]


def _flat(value: object) -> str:
    return field_text(value).replace("\n", " ")
