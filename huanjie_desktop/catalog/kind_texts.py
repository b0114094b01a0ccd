"""What the texts of a congress kind may name: its titles, who holds it, whom it is reported to, whom it elects."""

from dataclasses import dataclass

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.templates import Field, FieldRegister


@dataclass(frozen=True)
class KindFacts:
    """What the texts of a kind are filled with; `term` and `sitting` in Chinese numerals."""

    unit: str = ""
    county: str = ""
    superior: str = ""
    term: str = ""
    sitting: str = ""


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


def host_of_kind(kind: CongressKindSpec, facts: KindFacts) -> str:
    """Return who holds a congress of the kind, 中共青禾县委员会."""
    return KIND_FIELDS.fill(kind.host, facts).text


def superior_of_kind(kind: CongressKindSpec, facts: KindFacts) -> str:
    """Return whom it is reported to; "" where the workspace does not say."""
    return KIND_FIELDS.fill(kind.superior, facts).text
