"""Gathers 干部任免审批表: of one person, or of a roster's people in its order."""

from collections.abc import Mapping, Sequence

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.material import ApprovalForm, ApprovalMaterial
from huanjie_desktop.domain.approval import NO_PARTS, PersonParts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.lrmx.photos import cropped, size_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts, rosters

PHOTO_CELL = (36.3, 48.7)  # mm
_REPORTED = 20


def form_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    """Return what forms are printed of by its name: rosters; a person has an id alone."""
    return {roster.id: roster.name for roster in rosters.list_rosters(workspace.store)}


def approval_material(workspace: Workspace, _spec: DocumentSpec, of: str) -> ApprovalMaterial:
    """Return the forms of a roster, or of one person, by the id; UserError where there is nobody."""
    store = workspace.store
    roster = rosters.get_roster(store, of)
    if roster is not None:
        return forms_of(workspace, people.list_people(store, roster.id), roster.name)
    person = people.find_person(store, of)
    return forms_of(workspace, [person] if person is not None else [], person.name if person is not None else "")


def forms_of(
    workspace: Workspace, persons: Sequence[Person], title: str, progress: Progress | None = None
) -> ApprovalMaterial:
    """Return the forms of these people; UserError where there is nobody."""
    if not persons:
        raise UserError("没有可以打印审批表的人员。", "请选名册或人员。")
    progress = progress or NoProgress()
    parts = person_parts.parts_of(workspace.store, [person.id for person in persons])
    forms = []
    for at, person in enumerate(persons):
        if at % _REPORTED == 0:
            progress.step(at, len(persons), "正在读取审批表")
        forms.append(_form(workspace, person, parts.get(person.id, NO_PARTS))[0])
    return ApprovalMaterial(workspace.county, title, tuple(forms), workspace.base_date)


def form_of_person(workspace: Workspace, person_id: str) -> tuple[ApprovalForm, tuple[int, int]]:
    """Return one person's form, and the size of the photo in points, (0, 0) for none; UserError when gone."""
    person = people.find_person(workspace.store, person_id)
    if person is None:
        raise UserError("这名人员已被删除。", "请刷新后再试。")
    parts = person_parts.parts_of(workspace.store, [person_id]).get(person_id, NO_PARTS)
    form, photo = _form(workspace, person, parts)
    return form, size_of(photo) if photo else (0, 0)


def _form(workspace: Workspace, person: Person, beside: PersonParts) -> tuple[ApprovalForm, bytes]:
    photo = (blobs.read(workspace.store.db, beside.photo.digest) if beside.photo else None) or b""
    return ApprovalForm(person, beside, cropped(photo, PHOTO_CELL) if photo else b""), photo
