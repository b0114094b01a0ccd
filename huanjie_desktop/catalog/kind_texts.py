"""What the texts of a congress kind may name: its titles, who holds it, whom it is reported to, whom it elects, its agenda."""

from dataclasses import dataclass

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import PLENARY, PROCEDURE, Congress
from huanjie_desktop.domain.numerals import chinese_number
from huanjie_desktop.domain.templates import Field, FieldRegister


@dataclass(frozen=True)
class KindFacts:
    """What the texts of a kind are filled with; `term` and `sitting` in Chinese numerals, `last_term` as 第十一届, "" before the first."""

    unit: str = ""
    county: str = ""
    superior: str = ""
    term: str = ""
    sitting: str = ""
    last_term: str = ""


KIND_FIELDS: FieldRegister[KindFacts] = (
    FieldRegister(  # what has no value is left out; papers leave a line for the whole
        (
            Field("unit", "召开单位", lambda facts: facts.unit, ""),
            Field("term", "届次", lambda facts: facts.term, ""),
            Field("sitting", "会次", lambda facts: facts.sitting, ""),
            Field("county", "县（市、区）", lambda facts: facts.county, ""),
            Field("superior", "上级单位", lambda facts: facts.superior, ""),
        )
    )
)
SEED_FIELDS: FieldRegister[KindFacts] = FieldRegister(  # of the agenda that a new congress starts with
    (*KIND_FIELDS.fields, Field("last_term", "上一届", lambda facts: facts.last_term, ""))
)


def kind_facts(congress: Congress, county: str, superior: str) -> KindFacts:
    """Return what the texts of a congress's kind are filled with."""
    last = f"第{chinese_number(congress.term - 1)}届" if congress.term > 1 else ""
    term, sitting = chinese_number(congress.term), chinese_number(congress.sitting)
    return KindFacts(congress.unit, county, superior, term, sitting, last)


def session_role(kind: CongressKindSpec, title: str) -> str:
    """Return what a sitting of which nobody has said it is by its title: as in the kind's file, else by the kind's words."""
    seeded = next((seed.role for seed in kind.sessions if seed.title == title), "")
    return seeded or (PLENARY if any(word in title for word in kind.words.plenary) else "")


def item_role(kind: CongressKindSpec, title: str) -> str:
    """Return what an agenda item of which nobody has said it is by its title."""
    return PROCEDURE if any(word in title for word in kind.words.procedure) else ""


def host_of_kind(kind: CongressKindSpec, facts: KindFacts) -> str:
    """Return who holds a congress of the kind, 中共青禾县委员会."""
    return KIND_FIELDS.fill(kind.host, facts).text


def superior_of_kind(kind: CongressKindSpec, facts: KindFacts) -> str:
    """Return whom it is reported to; "" where the workspace does not say."""
    return KIND_FIELDS.fill(kind.superior, facts).text
