"""What the clerk is asked about a row of an import, with the answers that can be given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from huanjie_desktop.domain.date_meanings import Meaning
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.identity import birth_of
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.people.row_fill import FILL

SKIP = Decision("skip")
_PLACE = re.compile(
    r"^“[^”]*”(?:的?工作表“[^”]*”)?第\d+行(?:“[^”]*”栏)?(?:（[A-Z]+\d+）)?：|^“[^”]*\.lrmx?”(?:“[^”]*”栏?)?：",
    re.IGNORECASE,
)
_HIDDEN, _UNIT = "doubt-hidden", "doubt-unit"


@dataclass(frozen=True)
class Reply:
    """An answer: its words, and what it says: a decision (None takes back what was said), cells to leave blank, or whether
    hidden rows are people; `hidden` answers for all of them; `unit` are words that are a unit's;
    `put` are texts for cells by (row's key, field), of other rows too;
    `fill` whether blanks below a unit are filled with it, for all of them as well; `leave` is the key of another row
    that is not imported then."""

    words: str
    decision: Decision | None = None
    blank: tuple[str, ...] = ()
    hidden: bool | None = None
    unit: str = ""
    fill: bool | None = None
    leave: str = ""
    put: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """What is asked about a row: `chosen` is the place of the answer that holds, -1 for none; `open` says that it must be
    answered before anything is imported."""

    key: str
    words: str
    replies: Sequence[Reply]
    chosen: int = -1
    note: str = ""
    open: bool = False


def reason_of(finding: Finding) -> str:
    """Return what a finding says without the place, which the table shows."""
    return _PLACE.sub("", finding.text).rstrip("。？")


def bad_fields(row: ImportRow, guesses: Sequence[Guess]) -> dict[str, str]:
    """Return the fields of a row's cells in which something was found, each with its head."""
    by_head = {guess.head: guess.field for guess in guesses if guess.field}
    heads = [each.place.column for each in (*row.findings, *row.doubts) if each.place is not None]
    return {by_head[head]: head for head in heads if head in by_head}


def hidden_count(preview: ImportPreview) -> int:
    """Return how many people stand in rows that are hidden or filtered out."""
    return sum(record.hidden for table in preview.tables.tables for record in table.records)


def question_of(
    preview: ImportPreview, request: ImportRequest, row: ImportRow, asked: Mapping[str, ImportRow]
) -> Question:
    """Return what is asked about a row; `asked` are the rows as they were when they were first asked about."""
    begun = asked.get(row.key, row)
    where = f"“{row.source}”" if row.source else f"第 {row.number} 行"
    head = f"{where}　{display_name(_name(row))}：" if _name(row) and not row.source else f"{where}："
    if row.outcome is Outcome.LEFT_OUT:
        return Question(row.key, f"{where}没有导入：{row.why}。", ())
    if row.outcome is Outcome.REFUSED and (begun.outcome is not Outcome.DOUBT or _blank_fields(row, preview.guesses)):
        replies, words = _of_refused(preview, row), "；".join(map(reason_of, row.findings))
        note = "双击那一格可以直接改；表里的原文件不会改动。"
    elif Outcome.DOUBT in (row.outcome, begun.outcome):  # a cell left blank may bring up a doubt of another one
        shown = row if row.outcome is Outcome.DOUBT else begun
        replies, words = _of_doubt(preview, shown), "；".join(map(reason_of, shown.doubts))
        note = _note(shown)
        if row.outcome is Outcome.REFUSED:
            words = "；".join(map(reason_of, row.findings))
    else:
        said = request.decisions.get(row.key)
        taken = Reply("照此导入", said if said != SKIP else None)
        replies, words, note = [taken, Reply("这一行不导入", SKIP)], _summary(row), ""
        if begun.outcome is Outcome.REFUSED:
            blank = _of_refused(preview, begun)
            replies = (
                [*(each for each in blank if each.blank or each.put), *replies]
                if row.outcome is not Outcome.SKIPPED
                else blank
            )
    open_ = row.outcome in (Outcome.DOUBT, Outcome.REFUSED)
    return Question(row.key, f"{head}{words}。", replies, _chosen(request, row, replies, open_), note, open_)


def _of_doubt(preview: ImportPreview, row: ImportRow) -> list[Reply]:
    codes = {doubt.code for doubt in row.doubts}
    replies: list[Reply] = []
    if _HIDDEN in codes:
        count = hidden_count(preview)
        replies += [
            Reply(f"隐藏的 {count} 行都导入", hidden=True),
            Reply(f"隐藏的 {count} 行都不导入", hidden=False),
        ]
    if FILL in codes:
        count = sum(FILL in {doubt.code for doubt in each.doubts} for each in preview.rows)
        replies += [Reply(f"空着的 {count} 行都按上面填", fill=True), Reply(f"{count} 行都空着", fill=False)]
    if _UNIT in codes:
        name = _name(row)
        return [
            Reply(f"“{name}”是人员", Decision("accept")),
            Reply(f"“{name}”是单位，下面的人归它", unit=name),
            Reply("这一行不导入", SKIP),
        ]
    if row.first:
        place = _place_of(preview, row.first)
        return [
            Reply(f"用{place}，这一行不导入", SKIP),
            Reply(f"用这一行，{place}不导入", leave=row.first),
            Reply("两行都导入，这一行的身份证号先空着", blank=("id_number",)),
        ]
    if row.twin:
        replies += [
            Reply(f"同一人，并入{_place_of(preview, row.twin)}", Decision("same", row.twin)),
            Reply("是另一个人，新增", Decision("other")),
        ]
    elif row.candidates:
        same = [Reply(_same(row, person), Decision("same", person.id)) for person in row.candidates]
        replies += [*same, Reply(_other(row), Decision("other"))]
    elif "other" in row.answers:
        replies.append(Reply("是另一个人，照样导入", Decision("other")))
    else:
        alone = {frozenset({_HIDDEN}): "只导入这一行", frozenset({FILL}): "只填这一行"}
        replies.append(Reply(alone.get(frozenset(codes), "照此导入"), Decision("accept")))
        replies += _of_meanings(preview, row)
        blank = _blank_fields(row, preview.guesses)
        if blank and not codes <= {_HIDDEN, FILL}:
            heads = "、".join(f"“{head}”" for head in blank.values())
            replies.append(Reply(f"{heads}先空着，仍导入", blank=tuple(blank)))
            replies += _blank_alike(preview, row)
    return [*replies, Reply("这一行不导入", SKIP)]


def _place_of(preview: ImportPreview, key: str) -> str:
    """Return where another row stands: its line, or the file of its own."""
    row = next(each for each in preview.rows if each.key == key)
    return f"“{row.source}”" if row.source else f"第 {row.number} 行"


def _of_refused(preview: ImportPreview, row: ImportRow) -> list[Reply]:
    blank = _blank_fields(row, preview.guesses)
    which = "这一格" if len(blank) == 1 else "这几格"
    first = [Reply(f"{which}先空着，仍导入", blank=tuple(blank))] if blank else []
    return [*_of_meanings(preview, row), *first, *_blank_alike(preview, row), Reply("这一行不导入", SKIP)]


def _of_meanings(preview: ImportPreview, row: ImportRow) -> list[Reply]:
    """Return what a date may mean, for this cell and for all of its column that can be read so; what the ID number says first."""
    replies = []
    number = str(row.values.get("id_number") or "")
    born = birth_of(number) if number else None
    for name, several in _open_dates(row).items():
        agree = {each for each in several if name == "birth" and born is not None and each.date.agrees_with(born)}
        for each in sorted(several, key=lambda meaning: meaning not in agree):
            if row.values.get(name) == each.date:
                continue  # 照此导入
            shown = field_text(each.date)
            why = "（和身份证号一致）" if each in agree else ""
            replies.append(Reply(f"读作{shown}{why}", put={(row.key, name): shown}))
            alike = _alike(preview, name, each.how)
            if len(alike) > 1:
                texts = {(key, name): field_text(meant) for key, meant in alike.items()}
                replies.append(Reply(f"本栏同样的 {len(alike)} 格都这样读（这一格{shown}）", put=texts))
    return replies


def _open_dates(row: ImportRow) -> Mapping[str, tuple[Meaning, ...]]:
    return row.meanings if row.outcome in (Outcome.DOUBT, Outcome.REFUSED) else {}


def _alike(preview: ImportPreview, name: str, how: str) -> dict[str, PartialDate]:
    """Return what the cells of a column mean that are open and can be read in one way, by the keys of their rows."""
    return {row.key: each.date for row in preview.rows for each in _open_dates(row).get(name, ()) if each.how == how}


def _blank_alike(preview: ImportPreview, row: ImportRow) -> list[Reply]:
    """Return the answer that all cells of a column whose dates are open stay blank, where there are several."""
    replies = []
    for name in _open_dates(row):
        keys = [each.key for each in preview.rows if name in _open_dates(each)]
        if len(keys) > 1:
            replies.append(Reply(f"本栏这样的 {len(keys)} 格都不读入", put={(key, name): "" for key in keys}))
    return replies


def _blank_fields(row: ImportRow, guesses: Sequence[Guess]) -> dict[str, str]:
    """Return the fields that may be left blank for a row to come in; a name never."""
    bad = bad_fields(row, guesses)
    bad.pop("name", None)
    return {name: head for name, head in bad.items() if row.texts.get(name, "").strip()}


def _same(row: ImportRow, person: Person) -> str:
    codes = {doubt.code for doubt in row.doubts}
    if "doubt-renamed" in codes:
        return f"改名：{person.name} 改为 {_name(row)}"
    if "doubt-corrected" in codes:
        name, title = ("birth", "出生年月") if _differs(row, person, "birth") else ("id_number", "身份证号")
        old, new = field_text(getattr(person, name)), field_text(row.values.get(name))
        return f"更正：{title} {old} 改为 {new}"
    facts = "，".join(
        fact for fact in (field_text(person.birth), person.unit, person.current_post, person.ethnic_group) if fact
    )
    return f"同一人：{person.name}" + (f"（{facts}）" if facts else "")


def _other(row: ImportRow) -> str:
    return "是另一个人，身份证号有误" if "doubt-renamed" in {doubt.code for doubt in row.doubts} else "是另一个人，新增"


def _differs(row: ImportRow, person: Person, name: str) -> bool:
    new, old = row.values.get(name), getattr(person, name)
    return bool(new and old and field_text(new) != field_text(old))


def _note(row: ImportRow) -> str:
    codes = {doubt.code for doubt in row.doubts}
    if "doubt-renamed" in codes:
        return "改名后，各名册、各次会议里的姓名一起变，可以撤销。"
    if row.candidates:
        return f"表中：{_facts(row)}。" if _facts(row) else ""
    read = [field_text(row.values.get(name)) for name in row.texts if name in row.values]
    return "也可以双击那一格直接改。" if read else ""


def _facts(row: ImportRow) -> str:
    values = (row.values.get(name) for name in ("sex", "ethnic_group", "birth", "unit", "current_post", "id_number"))
    return "，".join(text for value in values if (text := field_text(value)))


def _summary(row: ImportRow) -> str:
    if row.outcome is Outcome.SKIPPED:
        return "跳过"
    return {Outcome.ADD: "新增", Outcome.CHANGE: "更改", Outcome.UNCHANGED: "与已有的相同"}.get(row.outcome, "")


def _chosen(request: ImportRequest, row: ImportRow, replies: Sequence[Reply], open_: bool) -> int:
    said = request.decisions.get(row.key)
    for at, reply in enumerate(replies):
        if reply.blank and all(request.edits.get((row.key, name)) == "" for name in reply.blank) and said is None:
            return at
        if reply.put and all(request.edits.get(cell) == text for cell, text in reply.put.items()):
            return at
        if reply.decision is not None and reply.decision == said:
            return at
    plain = next((at for at, reply in enumerate(replies) if reply == Reply("照此导入")), -1)
    return plain if said is None and not open_ else -1


def _name(row: ImportRow) -> str:
    return str(row.values.get("name") or row.texts.get("name", "")).strip()
