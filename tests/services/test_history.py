"""记录: every change says in words what it touched, those of the assessments too."""

from pathlib import Path

from huanjie_desktop.services.assessment import forms, tallying
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import count, small_campaign
from tests.services.workspaces import workspace_in


def things(workspace: Workspace) -> dict[str, str]:
    """Return what each change touched, by its label, an undo's with a sign."""
    signs = {"do": "", "undo": "-", "redo": "+"}
    return {signs[each.kind] + each.label: each.things for each in history.list_changes(workspace)}


def test_what_an_assessment_changes_is_told(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        small_campaign(workspace)
        said = things(workspace)
        assert said["新建测评《柳河镇干部民主测评表》"] == "1 次测评，2 种票类，2 个测评对象"
        assert said["复制表样《小测评表》"] == "1 条目录"
        forms.copy_form(workspace, "小测评表", "另一表")
        history.undo(workspace)
        assert things(workspace)["-复制表样《另一表》"] == "1 条目录"


def test_cleared_sheets_are_counted_as_sheets(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = small_campaign(workspace)
        count(workspace, campaign, *[("A", "1111")] * 3, ("B", "2222"))
        tallying.clear_round(workspace, campaign.id, 1, "录错了", "监票人")
        cleared = next(label for label in things(workspace) if label.startswith("清空"))
        assert things(workspace)[cleared] == "4 张票，1 遍录入，1 份票样底稿"
        history.undo(workspace)
        said = [each.things for each in history.list_changes(workspace, 2)]
        assert said == ["4 张票，1 遍录入，1 份票样底稿"] * 2
