"""Writes the golden texts of all papers anew; read the difference before committing it.

python -m workbench.make_golden
"""

import tempfile
from pathlib import Path

from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.workspace import open_workspace
from tests.documents.text_form import as_text
from tests.services.test_printing import GOLDEN, documents, of_for


def main() -> None:
    """Compose every paper of the small demo county as text."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(make_demo(Path(folder), 120, 7).workspace)
        for spec in map(workspace.catalog.documents.get, documents()):
            assert spec is not None
            text = as_text(printing.compose_document(workspace, spec.id, of_for(workspace, spec)))
            (GOLDEN / f"{spec.id}.txt").write_text(text, encoding="utf-8")
        workspace.close()


if __name__ == "__main__":
    main()
