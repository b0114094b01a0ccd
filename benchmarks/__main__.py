"""`python3 dev.py bench [NAME ...]`: measures and prints one JSON object."""

import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.assessment import measure_tally
from benchmarks.findings import measure_findings
from benchmarks.forms import measure_forms
from benchmarks.home import measure_home
from benchmarks.imports import measure_import
from benchmarks.journal import measure_journal
from benchmarks.packages import measure_package, measure_package_page
from benchmarks.papers import measure_packet, measure_roster_pdf
from benchmarks.person_editor import measure_person_editor
from benchmarks.plan import measure_plan
from benchmarks.plan_page import measure_plan_page
from benchmarks.roster_page import measure_memory, measure_roster_page
from benchmarks.start import measure_packaged, measure_start

FIGURES: Mapping[str, Callable[[Path], dict[str, Any]]] = {
    "start": measure_start,
    "roster_page": measure_roster_page,
    "memory": measure_memory,
    "import": measure_import,
    "forms": measure_forms,
    "person_editor": measure_person_editor,
    "roster_pdf": measure_roster_pdf,
    "packet": measure_packet,
    "package": measure_package,
    "package_page": measure_package_page,
    "findings": measure_findings,
    "home": measure_home,
    "plan": measure_plan,
    "plan_page": measure_plan_page,
    "tally": measure_tally,
    "journal": measure_journal,
    "packaged": measure_packaged,
}


def main(names: list[str]) -> int:
    """Measure the figures named, or all of them."""
    unknown = set(names) - set(FIGURES)
    if unknown:
        print(f"no figure is called {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    said: dict[str, Any] = {}
    for name in names or FIGURES:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            print(f"measuring {name}", file=sys.stderr, flush=True)
            try:
                said[name] = FIGURES[name](Path(folder))
            except Exception as error:  # noqa: BLE001 - one figure that cannot be taken keeps none of the others back
                traceback.print_exc()
                said[name] = {"not_measured": repr(error)}
    print(json.dumps(said, ensure_ascii=False, indent=1))
    return 1 if any("not_measured" in each for each in said.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
