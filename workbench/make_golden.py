"""Writes the golden texts of all papers anew; read the difference before committing it.

python -m workbench.make_golden
"""

import tempfile
from pathlib import Path

from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.workspace import open_workspace
from tests.services.test_other_kinds import FOLDER as KINDS_FOLDER
from tests.services.test_other_kinds import KINDS, hold, packet_text
from tests.services.test_plan_golden import GOLDEN as PLAN_FOLDER
from tests.services.test_plan_golden import WANTED, golden_name, make_round, plan_text
from tests.services.test_printing import GOLDEN, documents, paper_text
from tests.services.test_shipped_kinds import GOLDEN as SHIPPED_FOLDER
from tests.services.test_shipped_kinds import KINDS as SHIPPED
from tests.services.test_shipped_kinds import held_text
from tests.services.workspaces import workspace_in


def main() -> None:
    """Compose every paper of the small demo county as text, and the packets of kinds of an office's own, and the plans of a round."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(make_demo(Path(folder), 120, 7).workspace)
        for spec in map(workspace.catalog.documents.get, documents()):
            assert spec is not None
            (GOLDEN / f"{spec.id}.txt").write_text(paper_text(workspace, spec), encoding="utf-8")
        workspace.close()
    for name in KINDS:
        with tempfile.TemporaryDirectory() as folder, workspace_in(Path(folder)) as workspace:
            text = packet_text(workspace, hold(workspace, name))
            (KINDS_FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
    SHIPPED_FOLDER.mkdir(exist_ok=True)
    for name in SHIPPED:
        with tempfile.TemporaryDirectory() as folder, workspace_in(Path(folder)) as workspace:
            (SHIPPED_FOLDER / f"{name}.txt").write_text(held_text(workspace, name), encoding="utf-8")
    PLAN_FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_round(Path(folder))
        for paper, anchor in WANTED:
            text = plan_text(workspace, paper, anchor)
            (PLAN_FOLDER / golden_name(paper, anchor)).write_text(text, encoding="utf-8")
        workspace.close()


if __name__ == "__main__":
    main()
