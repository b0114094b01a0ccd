"""The command that settles what two entries have differently, place by place or all by one of the entries."""

import argparse
from collections.abc import Sequence

from huanjie_desktop.cli.finding import find_campaign
from huanjie_desktop.cli.verb import DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.rounds import Difference, parted
from huanjie_desktop.services.assessment.appraisals import Appraisal, appraisal_of, numbers_words, place_words
from huanjie_desktop.services.assessment.settling import settle
from huanjie_desktop.services.shown.counts import difference_row

FIRST, SECOND = "first", "second"


def _settle_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("campaign", metavar="测评")
    parser.add_argument(
        "--place", action="append", default=[], metavar="哪一处", help="只处理这一处，可写几次；不写为全部"
    )
    parser.add_argument("--take", choices=(FIRST, SECOND), metavar="first|second", help="以哪一遍为准")
    parser.add_argument("--numbers", default="", metavar="数,数", help="清点后的票数，按各等次的次序；只用于一处")
    parser.add_argument("--reason", default="", metavar="依据", help="处理的依据，例如“重新清点”")
    parser.add_argument("--signed", default="", metavar="经手人", help="谁签字")
    parser.add_argument("--witness", default="", metavar="复核人", help="结果已定后更改时在场复核的另一人")
    parser.add_argument("--json", action="store_true")


def _settle(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        campaign = find_campaign(workspace, options.campaign)
        appraisal = appraisal_of(workspace, campaign.id)
        if options.take or options.numbers:
            places = _places(appraisal, options.place)
            choices = {each.place: _numbers(each, options, len(places)) for each in places}
            settle(workspace, campaign.id, choices, options.reason, options.signed, options.witness)
            appraisal = appraisal_of(workspace, campaign.id)
        elif options.place:
            raise UserError("没有写明以哪一遍为准。", "请加 --take first、--take second 或 --numbers。")
    _report(appraisal, as_json=options.json)
    return DONE


def _places(appraisal: Appraisal, words: Sequence[str]) -> list[Difference]:
    """Return the differences named, by default all that are not settled yet."""
    by_words = {"".join(place_words(appraisal.tallying, each.place).split()): each for each in appraisal.differences}
    if not by_words:
        raise UserError("两遍录入没有差异，不用处理。", "请先录入第二遍；没有差异时直接看结果。")
    if not words:
        open_ones = [each for each in by_words.values() if each.settlement is None]
        if not open_ones:
            raise UserError("差异都已处理。", "要改变某一处的处理，请用 --place 写明是哪一处。")
        return open_ones
    unknown = next((each for each in words if "".join(each.split()) not in by_words), None)
    if unknown is not None:
        raise UserError(f"“{unknown}”两遍没有差异。", f"有差异的是：{'；'.join(by_words)}。")
    return [by_words["".join(each.split())] for each in words]


def _numbers(difference: Difference, options: argparse.Namespace, places: int) -> Sequence[int]:
    if not options.numbers:
        return difference.first if options.take == FIRST else difference.second
    if options.take or places != 1:
        raise UserError("--numbers 只用于一处，也不与 --take 同用。", "请用 --place 写明是哪一处。")
    parts = options.numbers.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise UserError(f"“{options.numbers}”不是票数。", "请按各等次的次序写，用逗号分开，例如 12,3,0,0。")
    return [int(part) for part in parts]


def _report(appraisal: Appraisal, *, as_json: bool) -> None:
    told = [_in_words(appraisal, each) for each in appraisal.differences]
    if as_json:
        print_json({"differences": told, "problems": list(appraisal.problems)})
        return
    for each in told:
        settled = f"已定为 {each['settled']}（{each['reason']}）" if each["settled"] else "未处理"
        print(f"{each['place']}：第一遍 {each['first']}；第二遍 {each['second']}；{settled}")
    if not told:
        print("两遍录入没有差异。")


def difference_as_json(appraisal: Appraisal, difference: Difference) -> dict[str, object]:
    """Return where two entries differ, and what each of them has, in words."""
    row = difference_row(appraisal.tallying, difference)
    return {"place": row.place, "first": row.first, "second": row.second}


def _in_words(appraisal: Appraisal, each: Difference) -> dict[str, object]:
    settled = each.settlement
    return {
        **difference_as_json(appraisal, each),
        "settled": numbers_words(appraisal.tallying, each.place, parted(settled.counts)) if settled else None,
        "reason": settled.reason if settled else None,
        "signed": settled.signed if settled else None,
    }


VERBS = (Verb("settle", "处理两遍录入的差异", _settle_arguments, _settle),)
