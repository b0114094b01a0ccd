"""Gathers what 职数表 is composed of: the county's units with their posts, and who holds them."""

from collections.abc import Mapping

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.material import StaffedPost, StaffedUnit, StaffingMaterial
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people.units import UnitStaffing, list_staffing
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import units

COUNTY = "county"  # the id of all units among what the paper is printed of


def staffing_names(workspace: Workspace, _spec: DocumentSpec) -> Mapping[str, str]:
    """Return the county, where posts of its units are known."""
    return {COUNTY: f"{workspace.county}各单位"} if units.list_posts(workspace.store) else {}


def staffing_material(workspace: Workspace, _spec: DocumentSpec, _of: str) -> StaffingMaterial:
    """Return the material of all units; UserError where no post is known."""
    found = list_staffing(workspace)
    if not any(each.posts for each in found):
        raise UserError("还没有填写职数，排不出职数表。", "请在“设置”的“单位和职数”里填写，或从 Excel 导入。")
    return StaffingMaterial(workspace.county, tuple(map(_unit, found)), workspace.clock.today())


def _unit(staffing: UnitStaffing) -> StaffedUnit:
    posts = (
        StaffedPost(each.post.title, each.post.number, each.held, each.also, each.post.age_limit)
        for each in staffing.posts
    )
    return StaffedUnit(staffing.unit.name, staffing.level, tuple(posts))
