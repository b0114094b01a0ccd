"""The units of the demo county: its bodies under their heads, the townships, and how many people their posts are for."""

from collections.abc import Sequence

from huanjie_desktop.services.people.units import write_units
from huanjie_desktop.services.workspace import Workspace

_HEADS: Sequence[tuple[str, str]] = (  # how names begin, and under which heading they stand
    ("县委", "县委部门"),
    ("县人大", "人大、政协机关"),
    ("县政协", "人大、政协机关"),
    ("县纪委", "县委部门"),
    ("县总工会", "群团组织"),
    ("团县委", "群团组织"),
    ("县妇联", "群团组织"),
    ("县", "县政府部门"),
)
_KINDS = {"县政府部门": "政府部门"}
_TOWNSHIP = "党委书记1、{head}1、党委副书记2（50岁）、党委委员8、人大主席1、副{head}1"
_DEPARTMENT = "正职1、副职2"


def lay_units(workspace: Workspace, county: str, departments: Sequence[str], townships: Sequence[str]) -> None:
    """Write the tree: headings, below each its bodies in their order, then the townships."""
    placed: dict[str, list[str]] = {}
    for name in departments:
        heading = next(heading for start, heading in _HEADS if name.startswith(start))
        placed.setdefault(heading, []).append(name)
    rows: list[dict[str, str]] = []
    for heading in dict.fromkeys(heading for _, heading in _HEADS if heading in placed):
        rows.append({"name": heading, "kind": "分类"})
        rows += [
            {
                "name": f"　{name}",
                "full_name": "中共" * name.startswith("县委") + county + name.removeprefix("县"),
                "short_name": _short(name),
                "kind": _KINDS.get(heading, heading),
                "quota": _DEPARTMENT,
            }
            for name in placed[heading]
        ]
    rows.append({"name": "乡镇", "kind": "分类"})
    rows += [
        {
            "name": f"　{name}",
            "full_name": f"{county}{name}",
            "kind": "乡镇",
            "quota": _TOWNSHIP.format(head=f"{name[-1]}长"),
        }
        for name in townships
    ]
    write_units(workspace, (), rows)


def _short(name: str) -> str:
    """Return what people call a body, "" where that is its name."""
    if name.endswith("办公室"):
        return name.removesuffix("公室")
    return name.removeprefix("县委").removeprefix("县") if name.startswith("县") else ""
