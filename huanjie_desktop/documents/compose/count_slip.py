"""发放回收登记表 and 分把计票单: what was handed out and came back, and what each pile holds, signed where it is counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Column, Row, Table
from huanjie_desktop.documents.compose.makers import CAMPAIGN, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.poll import Pile

_DAY = "　　年　　月　　日"


def compose_count_slip(material: CampaignMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the slip; params: heading, counts (their heads; the first two are known beforehand), signatures.

    What was handed out and came back is left to be written by hand, whatever the campaign says of it.
    """
    setup = material.setup
    blanks = [""] * (len(params["counts"]) - 2)
    rows = [
        Row((f"{each.code}票", each.title, _known(each.entitled), _known(each.printed), *blanks))
        for each in setup.categories
    ]
    entitled, printed = (sum(getattr(each, field) for each in setup.categories) for field in ("entitled", "printed"))
    rows.append(Row(("合计", "", _known(entitled), _known(printed), *blanks), kind="total"))
    note = [_unit_and_day(setup.campaign)]
    note += [f"参加范围：{setup.campaign.scope}"] if setup.campaign.scope else []
    table = Table(
        (Column(13), Column(28), *(Column(20, kind="count") for _ in params["counts"])),
        (Row(("票类", "发放对象", *params["counts"]), height=14),),
        tuple(rows),
        caption=params["heading"],
        note="\n".join(note),
        note_align=Align.LEFT,
        foot=_signed_and_dated(params["signatures"]),
        size=12,
        row_height=12,
        balanced=True,
    )
    return (table,)


def compose_pile_slip(material: CampaignMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the slip of the piles; params: heading, counts (their heads), tellers (two heads), signatures.

    Every pile has a row that its two tellers sign, under their names where they are known; without piles every category has.
    """
    setup = material.setup
    piles = material.piles or tuple(Pile(each.id, f"{each.code}票", each.id) for each in setup.categories)
    counts, tellers = params["counts"], params["tellers"]
    rows = [
        Row((pile.title, _known(pile.most or 0), *([""] * len(counts)), *_signers(pile, len(tellers))))
        for pile in piles
    ]
    rows.append(Row(("合计", *([""] * (1 + len(counts) + len(tellers)))), kind="total"))
    table = Table(
        (
            Column(32),
            *(Column(16, kind="count") for _ in range(1 + len(counts))),
            *(Column(34, Align.LEFT) for _ in tellers),
        ),
        (Row(("把（桌、箱）", "每把张数", *counts, *tellers), height=12),),
        tuple(rows),
        caption=params["heading"],
        note=_unit_and_day(setup.campaign),
        note_align=Align.LEFT,
        foot=_signed_and_dated(params["signatures"]),
        size=12,
        row_height=11,
        balanced=True,
    )
    return (table,)


def _unit_and_day(campaign: Campaign) -> str:
    """Return the line above a slip's table; a day that is not known is left to be written."""
    day = chinese_date(campaign.day) if campaign.day else _DAY
    return f"测评单位：{campaign.unit}　　　　时间：{day}"


def _signed_and_dated(who: Sequence[str]) -> str:
    """Return the line below a slip's table."""
    return f"\n{signature_line(who)}　　{_DAY}"


def _signers(pile: Pile, number: int) -> tuple[str, ...]:
    """Return the tellers' cells: each one's name with room to sign behind it."""
    names = [f"{name}：" for name in pile.tellers[:number]]
    return (*names, *[""] * (number - len(names)))


def signature_line(who: Sequence[str]) -> str:
    """Return a line to sign on for each of these."""
    return "　　".join(f"{each}：＿＿＿＿＿" for each in who)


def _known(number: int) -> str:
    return str(number) if number else ""


COUNT_SLIP = Maker(
    compose_count_slip,
    (CAMPAIGN,),
    (
        text("heading", "标题", needed=True),
        text("counts[]", "登记栏目", needed=True),
        text("signatures[]", "签字人", needed=True),
    ),
)
PILE_SLIP = Maker(
    compose_pile_slip,
    (CAMPAIGN,),
    (
        text("heading", "标题", needed=True),
        text("counts[]", "登记栏目", needed=True),
        text("tellers[]", "计票人栏目", needed=True),
        text("signatures[]", "签字人", needed=True),
    ),
)
