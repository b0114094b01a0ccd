"""The parts of the 干部任免审批表 that stand beside the person's own row: relatives, the proposal, the photo, the source file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from huanjie_desktop.domain.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Relative:
    """家庭成员: one of 家庭主要成员及重要社会关系, in the form's order."""

    id: str
    person_id: str
    position: int
    relation: str = ""
    name: str = ""
    birth: PartialDate | None = None
    political_status: str = ""
    post: str = ""

    def placed(self, at: int) -> "Relative":
        """Return the relative at a place of the list."""
        return replace(self, position=at)

    @property
    def said(self) -> tuple[object, ...]:
        """Return what is said of the relative, whoever's he is."""
        return self.relation, self.name, self.birth, self.political_status, self.post


@dataclass(frozen=True, slots=True)
class Proposal:
    """拟任免: what is proposed for somebody, by whom and why; and who filled in the form, when, with ages at which date."""

    id: str
    person_id: str
    proposed_post: str = ""
    relieved_post: str = ""
    reason: str = ""
    submitted_by: str = ""
    age_base: PartialDate | None = None
    filled_on: PartialDate | None = None
    filled_by: str = ""


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """照片: whose it is, and the content by its SHA-256."""

    id: str
    person_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class FormSource:
    """来源文件: the file that somebody came with, by its content's SHA-256.

    `photo_digest` is the photo that it was taken over with; where the content is kept without the photo's text,
    `photo_kept` says how it goes back: the place in the bytes, and how long a line of it is.
    """

    id: str
    person_id: str
    name: str
    digest: str
    photo_digest: str = ""
    photo_kept: str = ""


@dataclass(frozen=True, slots=True)
class TownshipWork:
    """乡镇工作年限的更正: months in townships, and leading one; None where what the résumé says holds."""

    id: str
    person_id: str
    months: int | None = None
    leading_months: int | None = None


@dataclass(frozen=True)
class PersonParts:
    """What stands beside one person's row; None and () where there is nothing."""

    family: tuple[Relative, ...] = ()
    proposal: Proposal | None = None
    photo: PhotoEntry | None = None
    source: FormSource | None = None
    township: TownshipWork | None = None


NO_PARTS = PersonParts()
TOWNSHIP_TITLES: Mapping[str, str] = {"months": "乡镇工作年限", "leading_months": "乡镇领导年限"}
PROPOSAL_TITLES: Mapping[str, str] = {
    "proposed_post": "拟任职务",
    "relieved_post": "拟免职务",
    "reason": "任免理由",
    "submitted_by": "呈报单位",
    "age_base": "计算年龄时间",
    "filled_on": "填表时间",
    "filled_by": "填表人",
}
