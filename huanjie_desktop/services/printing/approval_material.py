"""Gathers 干部任免审批表: of one person, or of a roster's people in its order."""

from collections.abc import Mapping

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.material import ApprovalForm, ApprovalMaterial
from huanjie_desktop.domain.approval import NO_PARTS
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import Person
from huanjie_desktop.exchange.lrmx.photos import cropped
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts, rosters

_PHOTO = (36.3, 48.7)  # mm, the cell


def form_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    """Return what forms are printed of by its name: rosters; a person has an id alone."""
    return {roster.id: roster.name for roster in rosters.list_rosters(workspace.store)}


def approval_material(workspace: Workspace, _spec: DocumentSpec, of: str) -> ApprovalMaterial:
    """Return the forms of a roster, or of one person, by the id; UserError where there is nobody."""
    store = workspace.store
    roster = rosters.get_roster(store, of)
    if roster is None:
        person = people.find_person(store, of)
        persons = [person] if person is not None else []
    else:
        persons = people.list_people(store, roster.id)
    if not persons:
        raise UserError("没有可以打印审批表的人员。", "请选名册或人员。")
    parts = person_parts.parts_of(store, [person.id for person in persons])
    title = roster.name if roster is not None else persons[0].name

    def form(person: Person) -> ApprovalForm:
        beside = parts.get(person.id, NO_PARTS)
        photo = blobs.read(store.db, beside.photo.digest) if beside.photo else None
        return ApprovalForm(person, beside, cropped(photo, _PHOTO) if photo else b"")

    return ApprovalMaterial(workspace.county, title, tuple(map(form, persons)), workspace.base_date)
