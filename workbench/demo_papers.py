"""Make the demo county without a window, print its county congress's packet and the roster, report it, say where all is."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import CongressKindSpec

ROOT = Path(__file__).resolve().parent.parent


def program(*arguments: str | Path) -> str:
    """Run the program's command line; end with its words when it fails."""
    command = [sys.executable, "-m", "huanjie_desktop", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.stderr.write(done.stderr)
        sys.exit(done.returncode)
    return done.stdout


def find_workspace(folder: Path, people: str, seed: str) -> Path:
    """Return the folder's workspace, made now unless it is there already."""
    found = sorted(folder.glob("*.huanjie"))
    if not found:
        program("demo", folder, "--people", people, "--seed", seed)
        found = sorted(folder.glob("*.huanjie"))
    return found[0]


def list_congresses(workspace: Path) -> list[dict[str, Any]]:
    """Return the congresses of the round."""
    congresses: list[dict[str, Any]] = json.loads(program("congresses", workspace, "--json"))
    return congresses


def choose_congress(congresses: Sequence[dict[str, Any]], kinds: Iterable[CongressKindSpec]) -> dict[str, Any]:
    """Return the county's congress of the kind that the catalogue has first, and of those the one with most members."""
    order = [kind.id for kind in sorted(kinds, key=lambda kind: kind.position) if kind.level == "county"]
    later = len(order)
    return min(
        congresses,
        key=lambda each: (order.index(each["kind"]) if each["kind"] in order else later, -each["members"]),
    )


def roster_paper(workspace: Path, congresses: set[str]) -> tuple[str, str]:
    """Return the first paper that is printed of rosters, and the roster with the most people."""
    documents = json.loads(program("documents", workspace, "--json"))
    paper = next(each for each in documents if each["of"] and not congresses & {*each["of"]})
    sizes = {name: len(json.loads(program("people", workspace, "--json", "--roster", name))) for name in paper["of"]}
    return paper["id"], max(sizes, key=lambda name: sizes[name])


def main(folder: Path, people: str, seed: str) -> int:
    """Make, print, tell."""
    workspace = find_workspace(folder, people, seed)
    congresses = list_congresses(workspace)
    congress = choose_congress(congresses, load_catalog().congress_kinds.values())
    packet = folder / f"{congress['short_title']}会议材料汇编.pdf"
    program("packet", workspace, congress["id"], "-o", packet)
    paper, name = roster_paper(workspace, {each["short_title"] for each in congresses})
    roster = folder / f"{name}.pdf"
    program("print", workspace, paper, "--of", name, "-o", roster)
    stick = folder / "上报包"
    package = json.loads(program("package", workspace, congress["id"], "-o", stick, "--mask", "--json"))
    program("verify", package["folder"])
    print(f"示例县的工作文件：{workspace}")
    print(f"会议材料汇编：{packet}")
    print(f"干部名册：{roster}")
    print(f"上报包（已核对）：{package['folder']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
