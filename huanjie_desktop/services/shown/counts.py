"""Rows of numbers that the counting page shows: totals, sheets by category, differences, results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from huanjie_desktop.catalog.forms import BASES, PERSONS
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.results import Group
from huanjie_desktop.domain.rounds import Difference, parted
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, total_box
from huanjie_desktop.services.assessment.appraisals import Appraisal, numbers_words, place_words
from huanjie_desktop.services.assessment.counting import Tallying
from huanjie_desktop.services.assessment.tallying import Totals

_OTHER = "other"
Typed = tuple[str, str, int | None]  # a row's id, the field, the number that was typed


@dataclass(frozen=True)
class TotalsRow:
    """One subject's item in one category, or a name written in (`item` -1); `numbers` by grade."""

    id: str
    subject_id: str
    item: int
    name: str
    title: str
    numbers: Mapping[int, int]
    valid: int

    @property
    def left(self) -> int:
        """How many valid sheets have no mark here; below 0 there are too many marks."""
        return self.valid - sum(self.numbers.values())


@dataclass(frozen=True)
class BoxRow:
    """One category's sheets."""

    id: str
    code: str
    title: str
    entitled: int
    issued: int | None
    box: Box


@dataclass(frozen=True)
class ResultRow:
    """One subject's item: the counts by grade, then what cannot be read; `base` of the shares; `left` without a mark.

    `item` is the item's place, or of a name the place of its post.
    """

    id: str
    name: str
    title: str
    item: int
    counts: tuple[int, ...]
    base: int
    left: int


@dataclass(frozen=True)
class ResultLine:
    """A line of the result as shown: `row` None for a head line, which says whose the lines below are."""

    id: str
    words: str
    row: ResultRow | None = None


@dataclass(frozen=True)
class DifferenceRow:
    """A difference of the two entries in words; `place` is whose, of which category and item."""

    id: str
    difference: Difference
    place: str
    first: str
    second: str
    settled: str


def totals_rows(tallying: Tallying, counts: Counts, category_id: str) -> list[TotalsRow]:
    """Return the grid's rows of one category, names written in for a post after its listed ones."""
    valid = counts.boxes.get(category_id, Box()).valid
    grades = (*range(tallying.shape.grades), UNREADABLE)
    rows = []
    for subject in tallying.setup.subjects:
        for item, title in enumerate(tallying.form.item_titles):
            numbers = {grade: counts.marks.get((category_id, subject.id, item, grade), 0) for grade in grades}
            rows.append(
                TotalsRow(
                    f"{subject.id}|{item}", subject.id, item, tallying.setup.named(subject.id), title, numbers, valid
                )
            )
    for post in tallying.setup.posts:
        names = sorted({name for _, post_id, name in counts.write_ins if post_id == post.id})
        for name in names:
            votes = {0: counts.write_ins.get((category_id, post.id, name), 0)}
            rows.append(TotalsRow(f"{_OTHER}|{post.id}|{name}", post.id, -1, name, "另推荐", votes, valid))
    return rows


def totals_typed(rows: list[TotalsRow], category_id: str, typed: Iterable[Typed]) -> Totals:
    """Return the totals that changes of the grid make."""
    by_id = {row.id: row for row in rows}
    marks, names = {}, {}
    for row_id, field, value in typed:
        row, number = by_id[row_id], value or 0
        if row.item >= 0:
            marks[category_id, row.subject_id, row.item, int(field)] = number
        elif field == "0":
            names[category_id, row.subject_id, row.name] = number
    return Totals({}, marks, names)


def box_rows(tallying: Tallying, counts: Counts, total: bool = True) -> list[BoxRow]:
    """Return a row for each category, and the sum of all."""
    setup = tallying.setup
    rows = [
        BoxRow(each.id, each.code, each.title, each.entitled, each.issued, counts.boxes.get(each.id, Box()))
        for each in setup.categories
    ]
    if "" in counts.boxes:
        rows.append(BoxRow("-", "未分", "整张空白，未分票类", 0, None, counts.boxes[""]))
    if total:
        whole = total_box(counts.boxes.values())
        entitled = sum(each.entitled for each in setup.categories)
        rows.append(BoxRow("", "", "", entitled, setup.campaign.issued, whole))
    return rows


def boxes_typed(rows: list[BoxRow], typed: Iterable[Typed]) -> Totals:
    """Return the boxes that changes of the table make; the sum cannot be typed."""
    by_id = {row.id: row.box for row in rows if row.id}
    changed = set()
    for row_id, field, value in typed:
        if row_id in by_id:
            by_id[row_id] = replace(by_id[row_id], **{field: value or 0})
            changed.add(row_id)
    return Totals({id_: box for id_, box in by_id.items() if id_ in changed})


def result_rows(appraisal: Appraisal, category: Group | None) -> list[ResultRow]:
    """Return the result's rows of a group of categories, or of all: the subjects' items, then names written in for a post."""
    setup, form = appraisal.tallying.setup, appraisal.tallying.form
    posts: dict[str | None, str] = {post.id: post.title for post in setup.posts}
    places: dict[str | None, int] = {post.id: at for at, post in enumerate(setup.posts)}
    rows = []
    for subject in setup.subjects:
        for item, title in enumerate(form.item_titles):
            counts = appraisal.numbers(subject, item, category)
            words = posts.get(subject.post_id, title)
            rows.append(
                ResultRow(
                    f"{subject.id}|{item}",
                    setup.named(subject.id),
                    words,
                    places.get(subject.post_id, item),
                    counts,
                    appraisal.base(counts, category),
                    appraisal.unmarked(counts, category),
                )
            )
    for post in setup.posts:
        for name in appraisal.written_in(post):
            votes = (appraisal.votes(post, name, category), 0)
            rows.append(
                ResultRow(
                    f"{post.id}|{name}",
                    name,
                    f"{post.title}（另推荐）",
                    places[post.id],
                    votes,
                    appraisal.base(votes, category),
                    0,
                )
            )
    return rows


def result_lines(appraisal: Appraisal, category: Group | None) -> list[ResultLine]:
    """Return the result's rows below head lines: a subject's items, or a post's names; a form of one item needs none."""
    posts = appraisal.tallying.setup.posts
    if not posts and len(appraisal.tallying.form.item_titles) == 1:
        return [ResultLine(row.id, display_name(row.name), row) for row in result_rows(appraisal, category)]
    lines: list[ResultLine] = []
    rows = sorted(result_rows(appraisal, category), key=lambda row: row.item if posts else 0)
    for head, together in groupby(rows, key=lambda row: posts[row.item].title if posts else row.id.rpartition("|")[0]):
        for at, row in enumerate(together):
            if at == 0:
                lines.append(ResultLine(f"head|{head}", head if posts else display_name(row.name)))
            other = "（另推荐）" if posts and row.title != head else ""
            lines.append(ResultLine(row.id, f"{display_name(row.name)}{other}" if posts else row.title, row))
    return lines


def line_head(appraisal: Appraisal) -> str:
    """Return what the lines of a result are of."""
    if appraisal.tallying.setup.posts:
        return "推荐人选"
    return "测评项目" if len(appraisal.tallying.form.item_titles) > 1 else "测评对象"


def difference_row(told: Tallying, difference: Difference) -> DifferenceRow:
    """Return a difference with both entries' numbers and what was settled, in words."""
    place, settlement = difference.place, difference.settlement
    settled = "未处理"
    if settlement is not None:
        signed = f"，签字 {settlement.signed}" if settlement.signed else ""
        settled = f"{numbers_words(told, place, parted(settlement.counts))}（{settlement.reason}{signed}）"
    return DifferenceRow(
        place.key(),
        difference,
        place_words(told, place),
        numbers_words(told, place, difference.first),
        numbers_words(told, place, difference.second),
        settled,
    )


def sheets_in_words(appraisal: Appraisal, category: Group | None) -> str:
    """Return how many sheets were handed out and came in, and what the shares are of."""
    box, issued = appraisal.box(category), appraisal.issued(category)
    handed = "" if issued is None else f"发出 {issued} 张，"
    return (
        f"{handed}收回 {box.collected} 张，其中有效 {box.valid} 张、无效 {box.void} 张；空白 {box.blank} 张。"
        f"占比以{BASES[appraisal.tallying.form.rules.base]}为基数。结果校验 {short_digest(appraisal.digest)}。"
    )


def chart_choices(appraisal: Appraisal) -> list[str]:
    """Return of what the chart is drawn, one at a time: the posts, or each item of many persons; else all at once."""
    told = appraisal.tallying
    posts = [post.title for post in told.setup.posts]
    return posts or (list(told.form.item_titles) if told.form.kind == PERSONS else [])


def chart_lines(appraisal: Appraisal, category: Group | None, at: int) -> list[tuple[str, Sequence[int], int]]:
    """Return the chart's lines (name, counts by grade, base); `at` is the place of the choice that they are of."""
    told, rows = appraisal.tallying, result_rows(appraisal, category)
    by_name = bool(chart_choices(appraisal))
    if by_name:
        rows = [row for row in rows if row.item == at]
    several, grades = len(told.setup.subjects) > 1, len(told.form.grade_heads)

    def words(row: ResultRow) -> str:
        return display_name(row.name) if by_name else f"{row.name} {row.title}" if several else row.title

    return [(words(row), (*row.counts[:-1], *[0] * (grades - len(row.counts) + 1)), row.base) for row in rows]


def running_marks(tallying: Tallying, counts: Counts, subject_id: str, item: int) -> tuple[str, list[tuple[str, int]]]:
    """Return whose and what the place on the sheet is, and how often each grade was given there so far."""
    name = display_name(tallying.setup.named(subject_id))
    words = name if tallying.shape.items == 1 else f"{name}　{tallying.form.item_titles[item]}"
    ids = [*(each.id for each in tallying.setup.categories), ""]
    grades = [*enumerate(tallying.form.scale(item)), (UNREADABLE, "无法辨认")]
    return words, [
        (title, sum(counts.marks.get((id_, subject_id, item, grade), 0) for id_ in ids)) for grade, title in grades
    ]


def void_in_words(tallying: Tallying, counts: Counts) -> str:
    """Return how many sheets are void, and how many blank, by what the form takes a blank one for."""
    whole = total_box(counts.boxes.values())
    noun = "其中空白" if tallying.form.rules.blank == "void" else "弃权（空白）"
    return f"无效 {whole.void} 张，{noun} {whole.blank} 张"
