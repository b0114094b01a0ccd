"""The report of a comparison, composed once and written as PDF, xlsx, docx or a page that any browser opens."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose.comparison import ComparedLine, ComparisonMaterial, compose_comparison
from huanjie_desktop.documents.html import write_html
from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import post_with_unit
from huanjie_desktop.services.people.import_preview import NotTaken
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.people.verifying import Verification
from huanjie_desktop.services.printing.printing import WRITERS, Preview, preview_of
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace

FORMATS = ("pdf", "xlsx", "docx", "html")
Choices = Mapping[tuple[str, str], str]
_DECIDED = {LEFT: "名册", RIGHT: "文件"}


def report_of(workspace: Workspace, verification: Verification, choices: Choices | None = None) -> Document:
    """Return the report of a comparison; `choices` are the sides decided for, by person and field."""
    chosen = choices or {}
    equal = Counter(each.equal_by for each in verification.equal)
    material = ComparisonMaterial(
        verification.roster.name,
        verification.file,
        workspace.clock.now().date(),
        (facts_of(verification),),
        tuple(_line(each, chosen) for each in verification.differences),
        tuple((person.name, post_with_unit(person)) for person in verification.only_ours),
        tuple((each.name, each.facts, each.where) for each in verification.only_theirs),
        tuple((each.name, each.why, each.where) for each in verification.unsure),
        tuple(_not_taken(verification)),
        tuple((verification.rule_titles[rule], str(count)) for rule, count in equal.items()),
    )
    return compose_comparison(material)


def facts_of(verification: Verification) -> str:
    """Say in a sentence what the comparison found."""
    apart = len(verification.people) - verification.same
    words = f"名册{verification.on_roster}人，文件{verification.rows}人，对上{len(verification.people)}人"
    left = sum(bool(each.source) for each in verification.not_taken.rows)  # whole forms
    same = "没有不同" if not left else "读到的没有不同"
    found = f"{apart}人有不同，共{len(verification.differences)}处" if apart else same
    sides = (
        (len(verification.only_ours), "只在名册里{}人"),
        (len(verification.only_theirs), "只在文件里{}人"),
        (len(verification.unsure), "不能确定是谁的{}人"),
        (left, "没有核对的{}份"),
    )
    more = "".join(f"；{said.format(count)}" for count, said in sides if count)
    by_name = sum(person.by_name for person in verification.people)
    named = f"有{by_name}人只凭姓名对上，请看是不是同一人。" if by_name else ""
    return f"{words}：{found}{more}。{named}"


def preview_report(workspace: Workspace, verification: Verification, choices: Choices | None = None) -> Preview:
    """Return the report as PDF."""
    return preview_of(report_of(workspace, verification, choices))


def write_report(workspace: Workspace, verification: Verification, path: Path, choices: Choices | None = None) -> None:
    """Write the report to a file, the format by its suffix."""
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in FORMATS:
        raise UserError(f"不能存为“{path.name}”这种格式。", f"可用的格式：{'、'.join(FORMATS)}。")
    document = report_of(workspace, verification, choices)
    if suffix == "html":
        content = write_html(document, {})
        safe_write(path, lambda stream: stream.write(content))
        return
    safe_write(path, lambda stream: WRITERS[suffix](document, stream))


def _line(each: Difference, choices: Choices) -> ComparedLine:
    place = f"“{each.source}”" if each.source else f"第{each.row}行"
    theirs = f"{each.theirs}（{each.blocked}）" if each.blocked else each.theirs
    return ComparedLine(each.name, each.title, each.ours, theirs, place, _DECIDED.get(choices.get(each.key, ""), ""))


def _not_taken(verification: Verification) -> list[tuple[str, str, str]]:
    """Return what of the file was not compared, as (place, words, reason); rows of whom it is not clear who he is stand apart."""
    left: NotTaken = verification.not_taken
    asked = {each.where for each in verification.unsure}
    found = [(f"工作表“{each.sheet}”", "", each.why) for each in left.sheets]
    found += [("栏目", guess.head, guess.why) for guess in left.columns]
    for row in left.rows:
        where = f"“{row.source}”" if row.source else f"第{row.row}行"
        if where not in asked:
            found.append((where, row.words, row.why))
    return found
