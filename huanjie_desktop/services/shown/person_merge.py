"""合并人员, as the window shows it: the comparison with both photos, and where the one that goes stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.person_merge import MergeCell
from huanjie_desktop.services.people.verify_cells import PHOTO_FIELD
from huanjie_desktop.services.person_merge import PeopleComparison, compare_people
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people


@dataclass(frozen=True)
class ShownMerge:
    """合并人员: what is compared; `photos` are both sides' where they differ, b"" for none."""

    found: PeopleComparison
    photos: tuple[bytes, bytes] = (b"", b"")

    @property
    def heads(self) -> tuple[str, str]:
        """Return what the two sides are called."""
        return f"留下：{_called(self.found.keep)}", f"并入：{_called(self.found.other)}"

    @property
    def words(self) -> str:
        """Say what becomes of the places where the other stands."""
        where = f"右边的还在{'、'.join(self.found.moves)}，合并后都改为左边这一条。" if self.found.moves else ""
        return f"右边的并入左边，不再单列。{where}"


def read_merge(workspace: Workspace, person_ids: Sequence[str]) -> ShownMerge:
    """Compare two people; the one who was added first is offered to be kept."""
    first = [id_ for id_ in people.list_ids(workspace.store) if id_ in person_ids]
    keep, other = first if len(first) == 2 else (person_ids[0], person_ids[-1])
    return read_turned(workspace, keep, other)


def read_turned(workspace: Workspace, keep: str, other: str) -> ShownMerge:
    """Compare two people, of whom the first is kept."""
    found = compare_people(workspace, keep, other)
    photo = next((cell for cell in found.cells if cell.key == PHOTO_FIELD), None)
    return ShownMerge(found, _photos(workspace, photo) if photo is not None else (b"", b""))


def _photos(workspace: Workspace, cell: MergeCell) -> tuple[bytes, bytes]:
    left, right = (blobs.read(workspace.store.db, digest) or b"" if digest else b"" for digest in cell.values)
    return left, right


def _called(person: Person) -> str:
    facts = [person.birth.dotted() if person.birth else "", person.unit or person.current_post]
    said = "，".join(filter(None, facts))
    return f"{person.name}（{said}）" if said else person.name
