"""The commands of assessment: forms, campaigns, counting sheets from a file, results."""

import argparse
import sys
from datetime import date
from pathlib import Path

from huanjie_desktop.catalog.forms import BODY
from huanjie_desktop.cli.finding import find_campaign, find_form, find_roster
from huanjie_desktop.cli.settling import difference_as_json
from huanjie_desktop.cli.verb import BAD_INPUT, DONE, Verb, opened, print_json, workspace_argument
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.services.assessment import campaigns, forms, tallying
from huanjie_desktop.services.assessment.appraisals import (
    Appraisal,
    appraisal_as_json,
    appraisal_of,
    ready_appraisal,
)
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, PostDraft, SubjectDraft
from huanjie_desktop.services.assessment.setups import setup_of
from huanjie_desktop.services.assessment.sheet_file import Consent, tally_file
from huanjie_desktop.services.assessment.standing import standing_as_json
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace


def _forms_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true")


def _forms(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        found = [
            {
                "id": entry.form.id,
                "title": entry.form.title,
                "kind": entry.form.kind,
                "items": list(entry.form.item_titles),
                "grades": list(entry.form.grade_titles),
                "categories": {each.code: each.title for each in entry.form.categories},
                "version": entry.number,
                "own": entry.own,
                "printed": entry.frozen,
            }
            for entry in forms.list_forms(workspace)
        ]
    if options.json:
        print_json(found)
    else:
        for line in found:
            print(f"{line['id']}\t{line['title']}\t第{line['version']}版")
    return DONE


def _campaign_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("action", choices=("new", "list", "edit", "delete"), metavar="new|list|edit|delete")
    parser.add_argument("campaign", nargs="?", default="", metavar="测评")
    parser.add_argument("--form", default="", metavar="表样")
    parser.add_argument("--of", default="", metavar="名册或单位")
    parser.add_argument("--unit", default="", metavar="单位")
    parser.add_argument("--title", default="", metavar="名称")
    parser.add_argument("--day", default="", metavar="日期")
    parser.add_argument("--scope", default="", metavar="参加范围")
    parser.add_argument("--issued", type=int, metavar="发出张数")
    parser.add_argument("--category", action="extend", nargs="+", default=[], metavar="票类=人数")
    parser.add_argument("--post", action="extend", nargs="+", default=[], metavar="职位=人数")
    _consent_arguments(parser)
    parser.add_argument("--json", action="store_true")


def _campaign(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        if options.action == "list":
            return _list_campaigns(workspace, options)
        if options.action != "new":
            return _change_campaign(workspace, options)
        made, _ = campaigns.create_campaign(workspace, _draft(workspace, options))
    if options.json:
        print_json({"id": made.id})
    else:
        print(f"已新建测评《{made.title}》：{made.id}")
    return DONE


def _change_campaign(workspace: Workspace, options: argparse.Namespace) -> int:
    """Change fields of a campaign, or delete it."""
    found = find_campaign(workspace, options.campaign)
    why = {"reason": options.reason, "second": options.witness}
    if options.action == "delete":
        campaigns.delete_campaign(workspace, found.id, **why)
    else:
        asked = {name: getattr(options, name) for name in ("title", "unit", "scope", "issued")}
        changes = {name: value for name, value in asked.items() if value not in ("", None)}
        changes |= {"day": _day(options.day)} if options.day else {}
        campaigns.edit_campaign(workspace, found.id, **why, **changes)
    if options.json:
        print_json({"id": found.id})
    else:
        print(f"已{'删除' if options.action == 'delete' else '修改'}测评《{found.title}》。")
    return DONE


def _round_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("campaign", metavar="测评")
    parser.add_argument("action", choices=("show", "finish", "reopen", "clear"), metavar="show|finish|reopen|clear")
    parser.add_argument("--second", action="store_true", help="第二遍")
    _consent_arguments(parser)
    parser.add_argument("--json", action="store_true")


def _round(options: argparse.Namespace) -> int:
    number = 2 if options.second else 1
    with opened(options) as workspace:
        id_ = find_campaign(workspace, options.campaign).id
        if options.action == "finish":
            tallying.finish_round(workspace, id_, number)
        elif options.action == "reopen":
            tallying.reopen_round(workspace, id_, number, options.reason, options.witness)
        elif options.action == "clear":
            tallying.clear_round(workspace, id_, number, options.reason, options.witness)
        told = standing_as_json(workspace, id_)
    if options.json:
        print_json(told)
        return DONE
    print("结果已定。" if told["standing"] else "结果未定。")
    for each in told["results"]:
        print(f"{each['at']}\t{each['check']}\t{each['by']}")
    for each in told["printed"]:
        print(f"{each['at']}\t{each['check']}\t印出《{each['document']}》")
    return DONE


def _list_campaigns(workspace: Workspace, options: argparse.Namespace) -> int:
    found = [
        {
            "id": each.id,
            "title": each.title,
            "unit": each.unit,
            "day": each.day.isoformat() if each.day else None,
            "form": setup_of(workspace, each.id).version.title,
            "issued": each.issued,
        }
        for each in campaigns.list_campaigns(workspace)
    ]
    if options.json:
        print_json(found)
    else:
        for line in found:
            print(f"{line['id']}\t{line['title']}\t发出{line['issued']}张")
    return DONE


def _draft(workspace: Workspace, options: argparse.Namespace) -> CampaignDraft:
    for value, name in ((options.form, "--form"), (options.of, "--of")):
        if not value:
            raise UserError(f"新建测评缺少 {name}。", "用“campaign --help”查看用法。")
    form = find_form(workspace, options.form).form
    subjects: list[SubjectDraft] = []
    unit = options.unit or workspace.county
    if form.kind == BODY:
        known = {roster.name for roster, _ in rosters.list_rosters(workspace)}
        unit = options.unit or (options.of.removesuffix("名册") if options.of in known else options.of)
    else:
        subjects = campaigns.people_of_roster(workspace, find_roster(workspace, options.of).id)
        if not subjects:
            raise UserError(f"名册“{options.of}”里还没有人。", "请先导入或添加人员。")
    numbers = [_pair(text) for text in options.category]
    titles = {each.code: each.title for each in form.categories}
    posts = tuple(PostDraft(title, seats, tuple(subjects)) for title, seats in map(_pair, options.post))
    return CampaignDraft(
        form.id,
        unit,
        options.title,
        _day(options.day),
        options.scope,
        options.issued,
        tuple(CategoryDraft(code, titles.get(code, ""), entitled) for code, entitled in numbers) or None,
        () if posts else tuple(subjects),
        posts,
    )


def _pair(text: str) -> tuple[str, int]:
    name, equals, number = text.replace("＝", "=").partition("=")
    if not equals or not name.strip() or not number.strip().isdecimal():
        raise UserError(f"“{text}”写得不对。", "请写成“A=12”这样的形式。")
    return name.strip(), int(number)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(f"日期“{text}”写得不对。", "请写成“2026-07-01”这样的形式。") from error


def _tally_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("campaign", metavar="测评")
    parser.add_argument("file", metavar="文件.csv")
    parser.add_argument("--second", action="store_true", help="第二遍录入，核对差异")
    parser.add_argument("--again", action="store_true", help="同样的票已录入过，仍要录入")
    _consent_arguments(parser)
    parser.add_argument("--json", action="store_true")


def _consent_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what a change of a result that stands needs."""
    parser.add_argument("--reason", default="", metavar="原因", help="结果已定后更改的原因")
    parser.add_argument("--witness", default="", metavar="复核人", help="结果已定后更改时在场复核的另一人")


def _tally(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        campaign = find_campaign(workspace, options.campaign)
        consent = Consent(options.again, options.reason, options.witness)
        result = tally_file(workspace, campaign.id, Path(options.file), options.second, consent)
    appraisal = result.appraisal
    told = _differences(appraisal)
    if options.json:
        print_json(
            {
                "added": result.added,
                "issued": appraisal.tallying.setup.campaign.issued,
                "collected": appraisal.box().collected,
                "valid": appraisal.box().valid,
                "void": appraisal.box().void,
                "differences": told,
                "problems": list(appraisal.problems),
            }
        )
        return DONE
    print(f"已录入{result.added}张票。")
    for each in told:
        print(f"{each['place']}：第一遍 {each['first']}；第二遍 {each['second']}")
    for problem in appraisal.problems:
        print(f"{problem}。", file=sys.stderr)
    return DONE


def _differences(appraisal: Appraisal) -> list[dict[str, object]]:
    return [
        {**difference_as_json(appraisal, each), "settled": each.settlement is not None}
        for each in appraisal.differences
    ]


def _appraisal_arguments(parser: argparse.ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("campaign", metavar="测评")
    parser.add_argument("--json", action="store_true")


def _appraisal(options: argparse.Namespace) -> int:
    with opened(options) as workspace:
        campaign = find_campaign(workspace, options.campaign)
        if not options.json:
            _print_appraisal(ready_appraisal(workspace, campaign.id))
            return DONE
        appraisal = appraisal_of(workspace, campaign.id)
        if appraisal.problems and _differences(appraisal):
            print_json({"problems": list(appraisal.problems), "differences": _differences(appraisal)})
            return BAD_INPUT
        plain = appraisal_as_json(ready_appraisal(workspace, campaign.id))
        print_json({**plain, **standing_as_json(workspace, campaign.id)})
    return DONE


def _print_appraisal(appraisal: Appraisal) -> None:
    tallying, box = appraisal.tallying, appraisal.box()
    print(f"发出{tallying.setup.campaign.issued}张，收回{box.collected}张，有效{box.valid}张，无效{box.void}张。")
    for subject in tallying.setup.subjects:
        for at, item in enumerate(tallying.form.item_titles):
            numbers = appraisal.numbers(subject, at)
            base = appraisal.base(numbers)
            words = (
                f"{grade}{number}（{share_words(number, base)}）"
                for grade, number in zip(tallying.form.grade_titles, numbers, strict=False)
            )
            print("\t".join((tallying.setup.named(subject.id), item, "　".join(words))))


VERBS = (
    Verb("forms", "列出测评表样", _forms_arguments, _forms),
    Verb("campaign", "新建、列出、修改或删除测评", _campaign_arguments, _campaign),
    Verb("round", "结束、继续、清空一遍录入，或看结果记录", _round_arguments, _round),
    Verb("tally-sheets", "从文件录入票", _tally_arguments, _tally),
    Verb("appraisal", "测评结果", _appraisal_arguments, _appraisal),
)
