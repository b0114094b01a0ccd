"""会议民主推荐票: the names listed for each post with a box before each, and lines for others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Column, Row, Table
from huanjie_desktop.documents.compose.sheet_layout import name_width, page_of, row_height, text_size, type_area
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import AppraisedSubject, Post

_BOX = 15.0
_LEAST_ABOUT, _LEAST_NAME, _MOST_NAME = 42.0, 22.0, 46.0
_CROWDED_SIZE = 11.0
_OVERHEAD = 62.0  # caption, head and instructions
_LEAST_ROW, _MOST_ROW = 8.0, 13.0


@dataclass(frozen=True)
class _Frame:
    """How names stand: `across` beside each other, each with box, name and, if `about`, the post held, in this size."""

    across: int
    about: bool
    name: float
    width: float
    size: float

    @property
    def columns(self) -> tuple[Column, ...]:
        unit = self.width / self.across
        found: list[Column] = []
        for at in range(self.across):
            box = Column(_BOX, strong=at > 0)
            if self.about:
                found += [box, Column(self.name, kind="name"), Column(unit - _BOX - self.name, Align.LEFT)]
            else:
                found += [box, Column(unit - _BOX, kind="name")]
        return tuple(found)

    @property
    def each(self) -> int:
        """Return how many columns a name takes."""
        return 3 if self.about else 2


def compose_posts(material: CampaignMaterial, mark: str, foot: str) -> Table:
    """Return the sheet of a recommendation: a group of rows for each post."""
    frame = _frame(material)
    rows: list[Row] = []
    for post in material.setup.posts:
        heading = Cell(
            f"推荐岗位：{post.title}（{post.seats}名）", colspan=len(frame.columns), align=Align.LEFT, bold=True
        )
        rows.append(Row((heading, *([None] * (len(frame.columns) - 1))), kind="group"))
        rows += _names(material.setup.subjects_of(post), frame)
        rows += _write_ins(post, frame)
    heads = ("推荐意见", "姓名", "现任职务") if frame.about else ("推荐意见", "姓名")
    return Table(
        frame.columns,
        (Row(heads * frame.across),),
        tuple(rows),
        caption=material.heading,
        foot=foot,
        mark=mark,
        size=frame.size,
        row_height=row_height(material.form),
        least_height=_LEAST_ROW,
        most_height=_MOST_ROW,
        balanced=True,
        foot_each=True,
    )


def _frame(material: CampaignMaterial) -> _Frame:
    """Return the fewest names beside each other with which the sheet is one page; in smaller text if none are."""
    form, setup = material.form, material.setup
    width, height = type_area(page_of(form))
    size = text_size(form)
    about = any(each.about for each in setup.subjects)
    name = max(name_width([each.name for each in setup.subjects], size, _MOST_NAME), _LEAST_NAME)
    unit = _BOX + _LEAST_NAME + (_LEAST_ABOUT if about else 0.0)
    least = 1 if about and width < 200 else 2
    most = max(least, int(width // unit))
    for across in range(least, most + 1):
        frame = _Frame(across, about, min(name, max(_LEAST_NAME, width / across - _BOX - _LEAST_ABOUT)), width, size)
        names = [len(_names(setup.subjects_of(post), frame)) + len(_write_ins(post, frame)) for post in setup.posts]
        if (sum(names) + len(names)) * row_height(form) <= height - _OVERHEAD:
            return frame
    return replace(frame, size=min(size, _CROWDED_SIZE))


def _names(subjects: Sequence[AppraisedSubject], frame: _Frame) -> list[Row]:
    rows = []
    for start in range(0, len(subjects), frame.across):
        cells: list[CellText] = []
        for subject in subjects[start : start + frame.across]:
            cells += ["", subject.name, subject.about] if frame.about else ["", subject.name]
        rows.append(Row(_filled(cells, frame)))
    return rows


def _write_ins(post: Post, frame: _Frame) -> list[Row]:
    """Return the lines for others: beside each other as the names are, or with a name's room for each."""
    label = Cell("另推荐人选", colspan=2)
    line: list[CellText] = [label, None, ""] if frame.about else [label, None, Cell("", colspan=2), None]
    beside = max(1, len(frame.columns) // len(line))
    rows = []
    for start in range(0, post.write_ins, beside):
        count = min(beside, post.write_ins - start)
        rows.append(Row(_filled(line * count, frame)))
    return rows


def _filled(cells: Sequence[CellText], frame: _Frame) -> tuple[CellText, ...]:
    """Return a row's cells with one blank cell for what is left of the row."""
    left = len(frame.columns) - len(cells)
    if not left:
        return tuple(cells)
    return (*cells, Cell("", colspan=left), *([None] * (left - 1)))
