"""Where the papers of an entry come from: one function for each source that the catalogue may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from huanjie_desktop.catalog.specs import DocumentSpec, PackageEntrySpec
from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.material import CongressMaterial, Material, RosterMaterial
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.masking import mask_person, mask_texts
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.assessment.appraisals import appraisal_of
from huanjie_desktop.services.meetings.congress_rosters import campaigns_of_congress, rosters_of_congress
from huanjie_desktop.services.printing import campaign_material, print_subjects, printing
from huanjie_desktop.services.printing.material import base_date_of, congress_material, roster_material
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class PlannedPaper:
    """A paper that a package would print; `lacks` says why it cannot. `subject` is the roster's id, or ""."""

    title: str
    formats: tuple[str, ...]
    lacks: tuple[str, ...]
    compose: Callable[[bool], Document]
    subject: str = ""

    @property
    def ready(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.lacks


class Gathering:
    """What the sources of one package share: the congress's material and the rosters', read once."""

    def __init__(self, workspace: Workspace, congress: Congress) -> None:
        self.workspace = workspace
        self.congress = congress
        self.base_date = base_date_of(workspace, congress)
        self._rosters: dict[str, RosterMaterial] = {}

    @cached_property
    def material(self) -> CongressMaterial:
        """Return the congress's material."""
        return congress_material(self.workspace, self.congress)

    def roster(self, roster: Roster) -> RosterMaterial:
        """Return a roster's material, with the congress's date of ages."""
        if roster.id not in self._rosters:
            self._rosters[roster.id] = replace(roster_material(self.workspace, roster), base_date=self.base_date)
        return self._rosters[roster.id]


Source = Callable[[Gathering, PackageEntrySpec], list[PlannedPaper]]


def congress_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the papers of the congress that the entry names."""
    kind = gathering.material.kind
    specs = [kind.paper(gathering.workspace.catalog.documents[id_]) for id_ in entry.documents]
    return [
        _planned(spec.title, spec, entry, printing.lacks_of(spec, gathering.material), gathering.material)
        for spec in specs
    ]


def roster_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the entry's papers of each of the congress's rosters of its kinds."""
    found = []
    for roster in rosters_of_congress(gathering.workspace, gathering.congress, entry.roster_kinds):
        material = gathering.roster(roster)
        lacks = () if any(group.people for group in material.groups) else ("名册里没有人",)
        for id_ in entry.documents:
            spec = gathering.workspace.catalog.documents[id_]
            found.append(_planned(material.title, spec, entry, lacks, material, roster.id))
    return found


def campaign_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the summaries of the results of the assessments at the congress's place."""
    workspace = gathering.workspace
    specs = [
        spec
        for spec in workspace.catalog.documents.values()
        if spec.of == print_subjects.CAMPAIGN and spec.params.get(campaign_material.RESULT)
    ]
    found = []
    for campaign in campaigns_of_congress(workspace, gathering.congress):
        problems = tuple(appraisal_of(workspace, campaign.id).problems)
        for spec in specs:
            if campaign.id in print_subjects.names_of(workspace, spec):
                found.append(_summary(gathering, entry, spec, campaign, problems))
    return found


def _summary(
    gathering: Gathering, entry: PackageEntrySpec, spec: DocumentSpec, campaign: Campaign, lacks: tuple[str, ...]
) -> PlannedPaper:
    """Return a campaign's summary; its material is gathered when it is composed, for only then there is a result."""
    formats = tuple(each for each in entry.formats if each in spec.formats)

    def composed(masked: bool) -> Document:
        return compose_masked(spec, print_subjects.gather(gathering.workspace, spec, campaign.id), masked)

    return PlannedPaper(f"{campaign.title}（{spec.title}）", formats, lacks, composed, campaign.id)


SOURCES: Mapping[str, Source] = {
    "congress": congress_papers,
    "rosters": roster_papers,
    "campaigns": campaign_papers,
}


def compose_masked(spec: DocumentSpec, material: Material, masked: bool) -> Document:
    """Return a paper, with every number masked if that was chosen: in its people first, then in whatever text is left."""
    if not masked:
        return compose(spec, material)
    return mask_texts(compose(spec, _mask_people(material)))


def _mask_people(thing: Any) -> Any:
    """Return material with its people masked, wherever they stand in it."""
    if isinstance(thing, Person):
        return mask_person(thing)
    if isinstance(thing, tuple):
        return tuple(_mask_people(part) for part in thing)
    if isinstance(thing, Mapping):
        return {key: _mask_people(value) for key, value in thing.items()}
    if hasattr(thing, "__dataclass_fields__"):
        parts = {name: getattr(thing, name) for name in thing.__dataclass_fields__}
        changed = {name: new for name, part in parts.items() if (new := _mask_people(part)) != part}
        return replace(thing, **changed) if changed else thing
    return thing


def _planned(
    title: str,
    spec: DocumentSpec,
    entry: PackageEntrySpec,
    lacks: tuple[str, ...],
    material: Material,
    subject: str = "",
) -> PlannedPaper:
    formats = tuple(each for each in entry.formats if each in spec.formats)
    return PlannedPaper(title, formats, lacks, lambda masked: compose_masked(spec, material, masked), subject)
