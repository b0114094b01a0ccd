"""Sheets counted from a CSV file: one sheet a line, its category, then a mark for each subject and item in its order."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.domain.tally import GRADE_MARKS, NOTHING, UNCLEAR, Sheet
from huanjie_desktop.services.assessment.appraisals import Appraisal, appraisal_of
from huanjie_desktop.services.assessment.counting import Tallying, tallying_of
from huanjie_desktop.services.assessment.tallying import SheetsOfFile, add_whole_round
from huanjie_desktop.services.workspace import Workspace

HEADS = frozenset({"类别", "票类", "category"})
VOID = frozenset({"作废", "无效票", "废票", "void"})
UNREADABLE = frozenset({"x", "X", "×", "✕", "无效", "无法辨认"})
CHOSEN = frozenset({"○", "〇", "√", "✓", "O", "o", "同意"})
_MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class SheetFileResult:
    """What came of a file: sheets counted, and the campaign's state after it."""

    added: int
    appraisal: Appraisal


@dataclass(frozen=True)
class Consent:
    """What is agreed to beforehand: that a file may be counted again; why a result that stands changes, and who looks on."""

    again: bool = False
    reason: str = ""
    witness: str = ""


def tally_file(
    workspace: Workspace,
    campaign: str,
    path: Path,
    second: bool = False,
    consent: Consent = Consent(),
) -> SheetFileResult:
    """Count a file's sheets into the first round or the second, which is then finished; a wrong line refuses all.

    A second file of the same round is added to it; the same sheets once more only by consent. UserError names file, line
    and place.
    """
    tallying = tallying_of(workspace, campaign)
    number = 2 if second else 1
    added = read_sheet_file(tallying, path)
    if not added:
        raise UserError(f"“{path.name}”里没有票。", "每行一张票：票类，然后按表上次序逐项填等次。")
    _refuse_many(tallying, added, path)
    file = SheetsOfFile(added, consent.again, consent.reason, consent.witness)
    add_whole_round(workspace, campaign, number, file)
    return SheetFileResult(len(added), appraisal_of(workspace, campaign))


def read_sheet_file(tallying: Tallying, path: Path) -> list[Sheet]:
    """Return a file's sheets; UserError names the file and the line of the first that cannot be one."""
    lines = list(_lines(path))
    if lines and lines[0][1] and lines[0][1][0].strip() in HEADS:
        lines = lines[1:]
    reader = _LineReader(tallying, path.name)
    return [reader.sheet(number, cells) for number, cells in lines]


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    if not path.is_file():
        raise UserError(f"找不到“{path.name}”。", "请检查文件是否已移动或改名。")
    if path.stat().st_size > _MOST_BYTES:
        raise UserError(f"“{path.name}”太大，不像是一份票的清单。", "请核对选的是不是这个文件。")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"读不了“{path.name}”（{os_reason(error)}）。", "请检查文件权限。") from error
    text = _decoded(content, path.name)
    reader = csv.reader(StringIO(text, newline=""))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UserError(
            f"“{path.name}”第{reader.line_num}行不是CSV格式。", "请另存为CSV（逗号分隔）后再试。"
        ) from error


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(f"“{name}”不是文本文件。", "请另存为CSV（逗号分隔）后再试。")


class _LineReader:
    """Reads lines as sheets of one campaign."""

    def __init__(self, tallying: Tallying, file: str) -> None:
        self._tallying = tallying
        self._file = file
        self._marks = [_mark_words(tallying, item) for item in range(tallying.shape.items)]
        self._codes = {each.code: each.id for each in tallying.setup.categories}

    def sheet(self, line: int, cells: Sequence[str]) -> Sheet:
        """Return the sheet that a line tells; a line without anything is a blank sheet of no known category."""
        cells = [cell.strip() for cell in cells]
        shape = self._tallying.shape
        if not any(cells):
            return Sheet(None, shape.empty)
        category = self._category(line, cells[0])
        rest = cells[1:]
        if rest and rest[0] in VOID and not any(rest[1:]):
            return Sheet(category, shape.empty, void=True)
        if not any(rest):
            return Sheet(category, shape.empty)
        if len(rest) < shape.cells:
            raise self._error(line, f"有{len(rest)}处评价，应有{shape.cells}处", "请按表上次序逐项填写，未填的留空。")
        marks = "".join(self._mark(line, at, text) for at, text in enumerate(rest[: shape.cells]))
        return Sheet(category, marks, write_ins=self._names(line, rest[shape.cells :]))

    def _category(self, line: int, code: str) -> str | None:
        if code in self._codes:
            return self._codes[code]
        if not self._codes and not code:
            return None
        known = "、".join(self._codes) or "（没有票类）"
        raise self._error(line, f"第1列的票类“{code}”不认识", f"可填：{known}。")

    def _mark(self, line: int, at: int, text: str) -> str:
        shape, form = self._tallying.shape, self._tallying.form
        mark = self._marks[at % shape.items].get(text)
        if mark is None:
            name = self._tallying.setup.named(self._tallying.setup.subjects[at // shape.items].id)
            place = f"“{name}”" + (f"的“{form.item_titles[at % shape.items]}”" if shape.items > 1 else "")
            grades = "、".join(f"{number}（{title}）" for number, title in enumerate(form.scale(at % shape.items), 1))
            raise self._error(
                line, f"第{at + 2}列（{place}）填了“{text}”，没有这个等次", f"可填：{grades}，未填留空，无法辨认填x。"
            )
        return mark

    def _names(self, line: int, cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
        posts = self._tallying.setup.posts
        found = []
        for cell in cells:
            if not cell:
                continue
            title, _, name = cell.replace("：", ":").rpartition(":")
            post = next((each for each in posts if each.title == title), posts[0] if len(posts) == 1 else None)
            if post is None or not name:
                advice = "请写成“职位:姓名”。" if posts else "请删去多出的内容。"
                raise self._error(line, f"多出的“{cell}”不是另推荐的人选", advice)
            found.append((post.id, name))
        return tuple(sorted(found))

    def _error(self, line: int, words: str, advice: str) -> UserError:
        return UserError(f"“{self._file}”第{line}行{words}，未作任何改动。", advice)


def _mark_words(tallying: Tallying, item: int) -> Mapping[str, str]:
    """Return what may stand in a cell of an item, and the mark it is."""
    words = {"": NOTHING, NOTHING: NOTHING, **dict.fromkeys(UNREADABLE, UNCLEAR)}
    for at, title in enumerate(tallying.form.scale(item)):
        words[title] = words[GRADE_MARKS[at]] = GRADE_MARKS[at]
    if tallying.setup.posts:
        words |= dict.fromkeys((*CHOSEN, tallying.form.mark), GRADE_MARKS[0])
    return words


def _refuse_many(tallying: Tallying, added: Sequence[Sheet], path: Path) -> None:
    issued = tallying.setup.campaign.issued
    if len(added) > issued:
        raise UserError(
            f"“{path.name}”有{len(added)}张票，多于发出的{issued}张，未作任何改动。", "请核对文件，或更正发出的张数。"
        )
