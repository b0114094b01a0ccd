"""What papers need: a maker names it, and what a paper lacks derives from it; each need gives the phrases for that."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from huanjie_desktop.documents.material import CampaignMaterial, CongressMaterial, RosterMaterial

Need = Callable[[Any, Mapping[str, Any]], Iterator[str]]

NO_SESSIONS = "没有会次"


def dates(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need an opening day."""
    if material.congress.start is None:
        yield "没有会议日期"


def superior(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need somebody to report to."""
    if not material.superior:
        yield "没有填写上级单位"


def members(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need those who are counted."""
    if not material.members:
        yield f"没有{material.words.member}"


def attending(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need those who are not counted."""
    if not material.attending:
        yield f"没有{'、'.join(each.title for each in material.kind.capacities if each.listed and not each.counted)}"


def steps(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need steps, and lanes to draw them in."""
    if not material.steps or not material.kind.lanes:
        yield "这种会议没有步骤"


def sessions(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need a session."""
    if not material.sessions:
        yield NO_SESSIONS


def times(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need a day and a time for each sitting, where the congress has a day."""
    open_ = [each.session for each in material.sessions if each.session.day is None or each.session.start is None]
    if material.congress.start is not None and open_:
        names = "、".join(f"“{session.title}”" for session in open_[:3])
        yield f"{names}{f'等{len(open_)}个会次' if len(open_) > 3 else ''}没有日期或时间"


def venue(material: CongressMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need a place."""
    if not material.congress.venue:
        yield "没有会议地点"


def offices(material: CongressMaterial, params: Mapping[str, Any]) -> Iterator[str]:
    """Need somebody in each of params offices that the kind has."""
    for office in params.get("offices", ()):
        if office in material.offices and not material.officers.get(office):
            yield f"没有{material.offices[office]}"


def people(material: RosterMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need people on the roster."""
    if not any(group.people for group in material.groups):
        yield "名册里没有人"


def result(material: CampaignMaterial, _params: Mapping[str, Any]) -> Iterator[str]:
    """Need a result; what stands in its way is lacking."""
    yield from material.problems
