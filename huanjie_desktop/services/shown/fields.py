"""The fields of the records that forms show: what each is called, holds, needs and refuses."""

from huanjie_desktop.catalog.forms import BASES, BLANK_RULES, OVERFULL_RULES, PAPERS, UNCLEAR_RULES, short_rules
from huanjie_desktop.domain.names import MOST_STROKES
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.meetings.congresses import MOST

MOST_CHARACTERS = 100


def _fits(text: str) -> str:
    return f"最多{MOST_CHARACTERS}个字。" if len(text) > MOST_CHARACTERS else ""


NUMBER_TITLES = {"term": "届次", "sitting": "会次"}
NUMBERS = tuple(
    FieldSpec(
        name,
        title,
        "count",
        prefix="第",
        suffix="次",
        least=1,
        most=MOST,
        needed=f"请填写{title}，是1到{MOST}的整数。",
    )
    for name, title in NUMBER_TITLES.items()
)

CONGRESS = (
    FieldSpec("unit", "召开单位", placeholder="例如 青禾县、柳河镇", needed="请填写召开单位，例如“青禾县”“柳河镇”。"),
    *NUMBERS,
    FieldSpec("start", "开始日期", "day", placeholder="未定"),
    FieldSpec("end", "结束日期", "day", placeholder="未定"),
    FieldSpec("venue", "地点", placeholder="例如 会议中心一楼"),
)

GROUP = (FieldSpec("place", "讨论地点"), FieldSpec("liaison", "联络员", beside=True))

CAMPAIGN = (
    FieldSpec("title", "测评名称", needed="请填写测评名称。"),
    FieldSpec("unit", "被测评单位", needed="请填写被测评单位。"),
    FieldSpec("day", "日期", "day", placeholder="未定"),
    FieldSpec("scope", "参加范围"),
    FieldSpec(
        "issued", "发出合计", "count", suffix="张", most=campaigns.MOST_SHEETS, needed="请填写发出合计，没有发就填0。"
    ),
)

POST = (
    FieldSpec("title", "推荐职位", placeholder="例如 柳河镇镇长人选", needed="请填写推荐职位。"),
    FieldSpec("seats", "应推荐人数", "count", suffix="名", least=1, most=60, needed="请填写应推荐人数。"),
)

FORM = (
    FieldSpec("title", "表名", needed="请填写表名。"),
    FieldSpec("heading", "印出的标题", tip="写着“{被测评单位}”的地方印出单位名称", needed="请填写印出的标题。"),
    FieldSpec("instructions", "填写说明", "long"),
    FieldSpec("blank", "空白票", "choice", choices=tuple(BLANK_RULES.items())),
    FieldSpec("unclear", "无法辨认", "choice", choices=short_rules(UNCLEAR_RULES)),
    FieldSpec("overfull", "多推荐的", "choice", choices=short_rules(OVERFULL_RULES)),
    FieldSpec("source", "计票依据", tip="印在结果上", placeholder="例如 本次测评通知"),
    FieldSpec("base", "占比基数", "choice", choices=tuple(BASES.items())),
    FieldSpec("write_ins", "另推荐空行", "count", suffix="行", most=10, needed="请填写另推荐空行，没有就填0。"),
    FieldSpec("paper", "纸张", "choice", choices=[(paper, paper) for paper in PAPERS], width=72),
    FieldSpec("landscape", "横排", "tick", beside=True),
    FieldSpec("mark", "填写符号", width=48, beside=True),
)

PLACE = (
    FieldSpec("char", "字", width=64, needed="请填写一个字。"),
    FieldSpec("strokes", "笔画", "count", least=1, most=MOST_STROKES, needed="请填写笔画数。", beside=True),
    FieldSpec("after", "排在哪个字后面", width=64, tip="同笔画数的一个字；不填就排在这个笔画的最后", beside=True),
)

SETTINGS = (
    FieldSpec("county", "县（市、区）名称", needed="请填写县（市、区）名称，例如“青禾县”。"),
    FieldSpec(
        "superior",
        "上级单位",
        placeholder="例如 中共××市委员会",
        note="县里的请示报给谁，也是上报包的接收单位。",
    ),
    FieldSpec(
        "base_date",
        "年龄计算到",
        "day",
        placeholder="今天",
        note="名册、检查和没有另定日期的材料都按这一天计算周岁；留空就总是计算到今天。",
    ),
    FieldSpec(
        "actor", "经手人", placeholder="姓名", note="“记录”里写这个姓名；只在这台电脑上有效，留空就写电脑的登录名。"
    ),
)


EXPORT = (
    FieldSpec("recipient", "接收单位", check=_fits),
    FieldSpec("preparer", "填报人", needed="请填写填报人。", check=_fits),
    FieldSpec("contact", "联系电话", needed="请填写联系电话。", check=_fits),
)
