"""What a page can show, print and save of a thing: papers of the catalogue, packets, runs of sheets, forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from huanjie_desktop.catalog.forms import FormSpec
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.pictures import page_count
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.services.printing import as_shown, code_paper, form_printing, printing, sheet_printing
from huanjie_desktop.services.printing.as_shown import ShownTable
from huanjie_desktop.services.printing.print_notes import paper_name
from huanjie_desktop.services.printing.print_subjects import PERSON
from huanjie_desktop.services.printing.printing import PacketRequest, PaperState, Preview
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class ShownPaper:
    """印件: `render` gives it as PDF, `save` writes it to a file in one of `formats`; `name` is offered for the file.

    `lacks` says what is missing for it. `freezes` tells a blank sheet, whose form stays as it is once printed, `result`
    a paper of a result, `counted` one whose pages are counted for a list, `duplex` one that is laid out for both sides.
    """

    id: str
    title: str
    name: str
    formats: Sequence[str]
    render: Callable[[Workspace, Progress], Preview]
    save: Callable[[Workspace, Path, Progress], object]  # what it gives may have findings
    lacks: tuple[str, ...] = ()
    freezes: bool = False
    result: bool = False
    counted: bool = False
    duplex: bool = False

    @property
    def tip(self) -> str:
        """Return what is said of it in a list."""
        return "缺数据：" + "，".join(self.lacks) if self.lacks else "可以打印"

    def count(self, workspace: Workspace, progress: Progress) -> int:
        """Return how many pages it has."""
        return page_count(self.render(workspace, progress).content)


def paper_of_document(
    spec: DocumentSpec, of: str, owner: str, state: PaperState | None = None, category: str = ""
) -> ShownPaper:
    """Return a paper of the catalogue, of the thing with the id `of`, called `owner`, for one category of its voters."""
    title = f"{spec.title}（{category}票）" if category else spec.title
    return ShownPaper(
        f"{spec.id} {category}".rstrip(),
        title,
        paper_name(title, owner),
        spec.formats,
        lambda workspace, _progress: printing.preview_document(workspace, spec.id, of),
        lambda workspace, path, _progress: printing.print_document(workspace, spec.id, path, of),
        lacks=state.lacks if state else (),
        freezes=bool(category),
        result=state is not None and state.needs_result,
        counted=True,
    )


def papers_of_forms(catalog: Catalog, whom: str, person_ids: Sequence[str], owner: str) -> list[ShownPaper]:
    """Return the forms of several people, called `whom` (选中的3人), for both sides of the paper."""

    def paper(spec: DocumentSpec) -> ShownPaper:
        return ShownPaper(
            f"{spec.id} {whom}",
            f"{spec.title}：{whom}",
            f"{owner}{spec.title.replace('（', '').replace('）', '')}",
            spec.formats,
            lambda workspace, progress: form_printing.preview_forms(workspace, spec.id, person_ids, progress),
            lambda workspace, path, progress: form_printing.print_forms(workspace, spec.id, person_ids, path, progress),
            duplex=True,
        )

    return [paper(spec) for spec in catalog.documents.values() if spec.of == PERSON]


def papers_of_thing(catalog: Catalog, kind: str, of: str, owner: str, first: str = "") -> list[ShownPaper]:
    """Return the papers that are printed of a kind of thing, here of the one with the id `of`, called `owner`.

    The one with the title `first` comes before the others.
    """
    specs = [spec for spec in catalog.documents.values() if spec.of == kind]
    return [paper_of_document(spec, of, owner) for spec in sorted(specs, key=lambda spec: spec.title != first)]


def paper_as_shown(shown: ShownTable) -> ShownPaper:
    """Return what a table of people shows, filtered and sorted, as a paper."""
    return ShownPaper(
        "as-shown",
        "当前显示的内容",
        f"{shown.title}（筛选）" if shown.filtered else shown.title,
        ("pdf", "xlsx", "docx"),
        lambda workspace, _progress: as_shown.preview_shown(workspace, shown),
        lambda workspace, path, _progress: as_shown.print_shown(workspace, shown, path),
    )


def paper_of_packet(request: PacketRequest, owner: str) -> ShownPaper:
    """Return the packet of a congress."""
    return ShownPaper(
        "packet",
        "会议材料",
        f"{owner}会议材料",
        ("pdf",),
        lambda workspace, progress: printing.preview_packet(workspace, request, progress),
        lambda workspace, path, progress: printing.print_packet(workspace, request, path, progress),
        duplex=request.duplex,
    )


def paper_of_sheets(spec: DocumentSpec, campaign: str, owner: str, copies: Mapping[str, int]) -> ShownPaper:
    """Return the run of all sheets of a campaign, so many of each category."""
    title = f"全部{spec.title}（{sum(copies.values())} 张）"
    return ShownPaper(
        "sheets",
        title,
        f"{owner}{title.replace('（', '').replace('）', '')}",
        ("pdf",),
        lambda workspace, progress: sheet_printing.preview_sheets(workspace, campaign, copies, progress),
        lambda workspace, path, progress: sheet_printing.print_sheets(workspace, campaign, path, copies, progress),
        freezes=True,
    )


def paper_of_form(form: FormSpec) -> ShownPaper:
    """Return a form's sheet with invented subjects."""
    return ShownPaper(
        form.id,
        form.title,
        form.title,
        ("pdf",),
        lambda workspace, _progress: sheet_printing.preview_form(workspace, form),
        lambda workspace, path, _progress: sheet_printing.print_form(workspace, form, path),
    )


def paper_of_code(code: str) -> ShownPaper:
    """Return the sheet with a recovery code."""
    return ShownPaper(
        "recovery-code",
        "恢复码",
        "恢复码",
        ("pdf",),
        lambda workspace, _progress: code_paper.preview_code(workspace, code),
        lambda workspace, path, _progress: code_paper.save_code(workspace, code, path),
    )
