"""What papers are printed of: an entry for each kind of thing, with what there is of it and how its material is gathered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from huanjie_desktop.catalog.specs import CongressKindSpec, DocumentSpec
from huanjie_desktop.documents.material import CongressMaterial, Material
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.services import package_register
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.reading import CongressReading, read_congress
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing.approval_material import approval_material, form_names
from huanjie_desktop.services.printing.campaign_material import (
    campaign_material,
    campaign_names,
    category_material,
    category_names,
)
from huanjie_desktop.services.printing.material import congress_material, roster_material
from huanjie_desktop.services.printing.plan_material import plan_material, plan_names
from huanjie_desktop.services.printing.staffing_material import staffing_material, staffing_names
from huanjie_desktop.services.workspace import Workspace

ROSTER, CONGRESS, CAMPAIGN, CATEGORY = "roster", "congress", "campaign", "campaign_category"
PACKAGE, PERSON, PLAN, STAFFING = "package", "person", "plan", "staffing"
CONTENTS_MAKER, COVER_MAKER = "contents", "cover"


@dataclass(frozen=True)
class PrintSubject:
    """A kind of thing that papers are printed of; `noun` is its word in sentences.

    `names` gives what a paper can be printed of, names by id; `gather` the material of one, by its id.
    """

    noun: str
    names: Callable[[Workspace, DocumentSpec], Mapping[str, str]]
    gather: Callable[[Workspace, DocumentSpec, str], Material]


def names_of(workspace: Workspace, spec: DocumentSpec) -> Mapping[str, str]:
    """Return what a paper can be printed of, names by id."""
    return SUBJECTS[spec.of].names(workspace, spec)


def gather(workspace: Workspace, spec: DocumentSpec, of: str) -> Material:
    """Return a paper's material of the thing with the id `of`."""
    return SUBJECTS[spec.of].gather(workspace, spec, of)


def plain_contents(workspace: Workspace, congress: Congress) -> tuple[tuple[str, str], ...]:
    """Return the contents of the kind's packet without pages, for a contents page printed alone."""
    kind = congresses.kind_of(workspace, congress)
    specs = [kind.paper(workspace.catalog.documents[id_]) for id_ in kind.packet]
    return tuple((spec.title, "") for spec in specs if spec.compose not in (CONTENTS_MAKER, COVER_MAKER))


def has_paper(kind: CongressKindSpec, spec: DocumentSpec) -> bool:
    """Tell whether a kind of congress has a paper."""
    return kind.has(spec)


def refuse_foreign(reading: CongressReading, spec: DocumentSpec) -> None:
    """Raise UserError for a paper that the congress's kind does not have."""
    if not has_paper(reading.kind, spec):
        raise UserError(f"“{reading.short_title}”没有“{spec.title}”这种材料。", "请选其他材料。")


def _roster_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    return {roster.id: roster.name for roster, _ in rosters.list_rosters(workspace)}


def _roster(workspace: Workspace, _spec: DocumentSpec, of: str) -> Material:
    return roster_material(workspace, rosters.get_roster(workspace, of))


def _congress_names(workspace: Workspace, spec: DocumentSpec) -> Mapping[str, str]:
    return {
        each.id: congresses.short_title_of(workspace, each)
        for each in congresses.list_congresses(workspace)
        if has_paper(congresses.kind_of(workspace, each), spec)
    }


def _congress(workspace: Workspace, spec: DocumentSpec, of: str) -> CongressMaterial:
    reading = read_congress(workspace, of)
    refuse_foreign(reading, spec)
    material = congress_material(reading)
    if spec.compose == CONTENTS_MAKER and not material.contents:
        return replace(material, contents=plain_contents(workspace, material.congress))
    return material


def _package_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    return {export.id: export.folder for export in package_register.list_exports(workspace)}


def _package(workspace: Workspace, _spec: DocumentSpec, of: str) -> Material:
    return package_register.export_material(workspace, package_register.get_export(workspace, of))


SUBJECTS: Mapping[str, PrintSubject] = {
    ROSTER: PrintSubject("名册", _roster_names, _roster),
    CONGRESS: PrintSubject("会议", _congress_names, _congress),
    CAMPAIGN: PrintSubject("测评", campaign_names, campaign_material),
    CATEGORY: PrintSubject("票类", category_names, category_material),
    PACKAGE: PrintSubject("上报登记", _package_names, _package),
    PERSON: PrintSubject("名册", form_names, approval_material),
    PLAN: PrintSubject("工期", plan_names, plan_material),
    STAFFING: PrintSubject("单位", staffing_names, staffing_material),
}
