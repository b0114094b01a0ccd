"""Printing a campaign's blank sheets: every category's as often as asked, and what a form looks like before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from huanjie_desktop.catalog.forms import BODY, POSTS, FormSpec
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.compose import compose, lacks_of
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post, Setup
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Finding
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.services.assessment.appraisals import Appraisal, appraisal_of
from huanjie_desktop.services.assessment.campaigns import MOST_SHEETS
from huanjie_desktop.services.assessment.counting import tallying_of
from huanjie_desktop.services.assessment.forms import form_of, freeze_form
from huanjie_desktop.services.printing.campaign_material import has_paper
from huanjie_desktop.services.printing.print_subjects import CAMPAIGN, CATEGORY
from huanjie_desktop.services.printing.printing import PaperState, Preview, missing_characters
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from huanjie_desktop.documents.copies import Stack

SHEET_MAKER = "sheet"
_INVENTED = (("林木", "党委副书记"), ("欧阳少东", "党委委员"), ("阿依古丽·买买提", "党委委员、副镇长"))


@dataclass(frozen=True)
class SheetRun:
    """印制: pages in all, what each sheet has, what is to be said of it; the form's version stays as it is from now on."""

    pages: int
    pages_each: int
    findings: tuple[Finding, ...]
    change_set: ChangeSet


def print_sheets(
    workspace: Workspace,
    campaign: str,
    path: Path,
    categories: Mapping[str, int],
    progress: Progress | None = None,
    *,
    duplex: bool = False,
) -> SheetRun:
    """Write each category's sheet (by its mark) as often as asked into one PDF with a bookmark for each.

    `duplex` ends every sheet on a back, so that printing on both sides gives each voter sheets of his own. A campaign
    without categories has sheets without a mark, under "".
    """
    if path.suffix.lower() != ".pdf":
        raise UserError(f"测评票只能存为 PDF，不能存为“{path.name}”。", "请把文件名改为以“.pdf”结尾。")
    setup = tallying_of(workspace, campaign).setup
    stacks, findings = _stacks(workspace, setup, categories, progress)
    totals: list[int] = []
    safe_write(path, lambda stream: totals.append(_write(setup, stacks, stream, duplex)))
    change_set = freeze_form(workspace, setup.version.id)
    return SheetRun(totals[-1], stacks[0].pages, findings, change_set)


def preview_sheets(
    workspace: Workspace,
    campaign: str,
    categories: Mapping[str, int],
    progress: Progress | None = None,
    *,
    duplex: bool = False,
) -> Preview:
    """Return the same as PDF, to be seen and sent to a printer; the form may still be changed after it."""
    setup = tallying_of(workspace, campaign).setup
    stacks, findings = _stacks(workspace, setup, categories, progress)
    stream = BytesIO()
    _write(setup, stacks, stream, duplex)
    return Preview(stream.getvalue(), findings)


def _stacks(
    workspace: Workspace, setup: Setup, categories: Mapping[str, int], progress: Progress | None
) -> "tuple[list[Stack], tuple[Finding, ...]]":
    wanted = {code: number for code, number in categories.items() if number}
    _check_copies(setup, wanted)
    stacks: list[Stack] = []
    findings: list[Finding] = []
    for at, (code, number) in enumerate(wanted.items()):
        if progress is not None:
            progress.step(at, len(wanted), f"正在排版{code}票")
        stack, found = _stack(workspace, setup, setup.category(code), number)
        stacks.append(stack)
        findings += found
    return stacks, tuple(dict.fromkeys(findings))


def _write(setup: Setup, stacks: "list[Stack]", stream: BinaryIO, duplex: bool) -> int:
    from huanjie_desktop.documents.copies import write_copies

    return write_copies(stacks, stream, title=f"{setup.campaign.title}（{setup.version.title}）", duplex=duplex)


def print_form(workspace: Workspace, form: FormSpec, path: Path) -> None:
    """Write a form as `preview_form` shows it to a PDF file."""
    content = preview_form(workspace, form).content
    safe_write(path, lambda stream: stream.write(content))


def preview_form(workspace: Workspace, form: FormSpec) -> Preview:
    """Return a form as a sheet with three invented subjects, as PDF; UserError says what its paper cannot hold."""
    from huanjie_desktop.documents.pdf import write_pdf

    spec = _spec(workspace, CAMPAIGN)
    document = compose(spec, CampaignMaterial(workspace.county, _invented(workspace.county, form), form))
    stream = BytesIO()
    report = write_pdf([document], stream)
    return Preview(stream.getvalue(), tuple(missing_characters(report, form.title)))


def campaign_papers(workspace: Workspace, campaign: str) -> list[PaperState]:
    """Return the papers of a campaign but for its categories' sheets, each with what it lacks."""
    return papers_of(workspace, appraisal_of(workspace, campaign))


def papers_of(workspace: Workspace, found: Appraisal) -> list[PaperState]:
    """Return the same for a campaign whose result was read already."""
    form = found.tallying.form
    material = CampaignMaterial(workspace.county, found.setup, form, result=found, problems=found.problems)
    specs = [spec for spec in workspace.catalog.documents.values() if spec.of == CAMPAIGN]
    return [PaperState(spec, lacks_of(spec, material)) for spec in specs if has_paper(form, spec)]


def _check_copies(setup: Setup, wanted: Mapping[str, int]) -> None:
    known = [each.code for each in setup.categories]
    strange = [code for code in wanted if setup.category(code) is None and (code or known)]
    if strange:
        raise UserError(f"没有{strange[0]}票。", f"现有票类：{'、'.join(known) or '（没有）'}。")
    if not wanted or any(number < 0 for number in wanted.values()) or sum(wanted.values()) > MOST_SHEETS:
        raise UserError(f"印制的张数应是1到{MOST_SHEETS}的整数。", "请填写各类票的张数。")


def _stack(workspace: Workspace, setup: Setup, category: Category | None, number: int) -> "tuple[Stack, list[Finding]]":
    from huanjie_desktop.documents.copies import Stack
    from huanjie_desktop.documents.pdf import write_pdf

    material = CampaignMaterial(workspace.county, setup, form_of(setup.version), category)
    spec = _spec(workspace, CATEGORY)
    stream = BytesIO()
    report = write_pdf([compose(spec, material)], stream)
    name = f"{category.code}票" if category else spec.title
    return Stack(name, stream.getvalue(), report.pages, number), missing_characters(report, spec.title)


def _spec(workspace: Workspace, of: str) -> DocumentSpec:
    """Return the paper that is a sheet: of a category, or the sample of a campaign."""
    documents = workspace.catalog.documents.values()
    return next(spec for spec in documents if (spec.compose, spec.of) == (SHEET_MAKER, of))


def _invented(county: str, form: FormSpec) -> Setup:
    version = EntryVersion("", form.id, 1, form.title, "")
    campaign = Campaign("", form.title, county, "")
    if form.kind == BODY:
        return Setup(campaign, version, (), (), (AppraisedSubject("", "", f"{county}领导班子", 0),))
    posts = (Post("post", "", "镇长", 1, form.write_ins),) if form.kind == POSTS else ()
    subjects = tuple(
        AppraisedSubject(str(at), "", name, at, posts[0].id if posts else None, None, about)
        for at, (name, about) in enumerate(_INVENTED)
    )
    return Setup(campaign, version, (), posts, subjects)
