"""Where the papers of an entry come from: one function for each source that the catalogue may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from huanjie_desktop.catalog.specs import DocumentSpec, PackageEntrySpec
from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose import compose, lacks_of, needs_result
from huanjie_desktop.documents.material import CampaignMaterial, CongressMaterial, Material, RosterMaterial
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.masking import mask_person, mask_texts
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.reading import CongressReading
from huanjie_desktop.services.printing import campaign_material, print_subjects
from huanjie_desktop.services.printing.material import congress_material, congress_roster


@dataclass(frozen=True)
class PlannedPaper:
    """A paper that a package would print; `lacks` says why it cannot. `subject` is the roster's or the campaign's id, or ""."""

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
    """What the sources of one package share: the congress's reading, and what papers are made of, gathered once."""

    def __init__(self, reading: CongressReading) -> None:
        self.reading = reading
        self.workspace = reading.workspace
        self._rosters: dict[str, RosterMaterial] = {}

    @cached_property
    def material(self) -> CongressMaterial:
        """Return the congress's material."""
        return congress_material(self.reading)

    def roster(self, roster: Roster) -> RosterMaterial:
        """Return a roster's material."""
        if roster.id not in self._rosters:
            self._rosters[roster.id] = congress_roster(self.reading, roster)
        return self._rosters[roster.id]


Source = Callable[[Gathering, PackageEntrySpec], list[PlannedPaper]]


def congress_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the papers of the congress that the entry names."""
    kind = gathering.material.kind
    specs = [kind.paper(gathering.workspace.catalog.documents[id_]) for id_ in entry.documents]
    return [_planned(spec.title, spec, entry, lacks_of(spec, gathering.material), gathering.material) for spec in specs]


def roster_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the entry's papers of each of the congress's rosters of its kinds."""
    found = []
    for roster in gathering.reading.rosters(entry.roster_kinds):
        material = gathering.roster(roster)
        for id_ in entry.documents:
            spec = gathering.workspace.catalog.documents[id_]
            found.append(_planned(material.title, spec, entry, lacks_of(spec, material), material, roster.id))
    return found


def campaign_papers(gathering: Gathering, entry: PackageEntrySpec) -> list[PlannedPaper]:
    """Return the summaries of the results of the assessments at the congress's place."""
    workspace, assessment = gathering.workspace, gathering.reading.county.assessment
    specs = [
        spec
        for spec in workspace.catalog.documents.values()
        if spec.of == print_subjects.CAMPAIGN and needs_result(spec)
    ]
    return [
        _summary(gathering, entry, spec, appraisal.setup.campaign, tuple(appraisal.problems))
        for appraisal in assessment.appraisals(each.id for each in gathering.reading.campaigns)
        for spec in specs
        if campaign_material.has_paper(appraisal.tallying.form, spec)
    ]


def _summary(
    gathering: Gathering, entry: PackageEntrySpec, spec: DocumentSpec, campaign: Campaign, lacks: tuple[str, ...]
) -> PlannedPaper:
    """Return a campaign's summary; its material is gathered when it is composed, for only then there is a result."""
    formats = tuple(each for each in entry.formats if each in spec.formats)

    def composed(masked: bool) -> Document:
        material = print_subjects.gather(gathering.workspace, spec, campaign.id)
        if isinstance(
            material, CampaignMaterial
        ):  # the manifest says it; without it, what did not change stays the same
            material = replace(material, journal="")
        return compose_masked(spec, material, masked)

    return PlannedPaper(f"{campaign.title}（{spec.title}）", formats, lacks, composed, campaign.id)


SOURCES: Mapping[str, Source] = {
    "congress": congress_papers,
    "rosters": roster_papers,
    CAMPAIGNS: campaign_papers,
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
