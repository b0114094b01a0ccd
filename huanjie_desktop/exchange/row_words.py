"""What the words of a row say it is: a person's name, a unit's line, a total, a note, a signature."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from huanjie_desktop.domain.normalise import without_invisible
from huanjie_desktop.exchange.column_content import COMPOUND_SURNAME, SURNAMES
from huanjie_desktop.exchange.spreadsheet import Cell

_TOTAL = re.compile(
    r"(合计|小计|总计|共计|累计|总人数|人数合计|平均年龄|平均|其中|总数|统计|占比|百分比|比例|以上共?)([:：].*|\d.*|人数?|[（(].*)?|以?上?共(计|有)?\d+[人名].*|合\d+人.*|[男女]性?\d+[人名].*|.{0,8}(合计|小计|总计)"
)
_NOTE = re.compile(r"(注|备注|说明|填表说明|填报说明|注释|附注)\d?([:：]|[1一][、.．]).*", re.DOTALL)
_SIGNERS = (
    r"(填表人|制表人|制表|审核人|审核|填报人|填报单位|填表单位|填表日期|填报日期|填表时间|填报时间|制表时间|制表日期|制表单位|"
    r"负责人|联系人|联系电话|联系方式|单位负责人|单位领导|主要负责人|主要领导|分管领导|经办人|统计人|统计时间|复核人|签字|签名|签章|"
    r"盖章|单位盖章|单位公章|单位|审批人|审批|校对人|校对|报送人|报送单位|报送时间|日期|电话)"
)
_SIGNED = re.compile(_SIGNERS + r"([（(](签字|签名|盖章|签章|公章)[）)])?[:：].*", re.DOTALL)
_SIGNED_BARE = re.compile(
    _SIGNERS + r"([（(](签字|签名|盖章|签章|公章)[）)])?|[（(](盖章|签字|签章|公章|单位盖章)[）)]"
)
_REPORTED = re.compile(
    r"((?:填报|填表|报送|制表|上报|所在)?单位(?:名称)?)\s*(?:[（(][^（）()]{1,6}[）)])?\s*[:：]\s*(.*)", re.DOTALL
)
_DATED = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})?年(\d{1,2}|[一二三四五六七八九十]{1,2})?月((\d{1,2}|[一二三四五六七八九十]{1,3})?日)?"
)
_TITLE = re.compile(
    r".*(名册|名单|花名册|一览表|登记表|汇总表|统计表|情况表|信息表|人员表|明细表|推荐表|备案表|(?<!代)表)([（(].*[）)])?"
)
_ANNEX = re.compile(r"(附件|附表|附)([一二三四五六七八九十\d]{1,3}([-—之]\d+)?)?[:：]?.{0,30}")
_NUMBER = re.compile(r"[（(]?(\d{1,6}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?")
_PART = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
_NUMBERED = re.compile(r"^[（(]?\d{1,4}[）)、.．,，\s]\s*")
_NEXT_NAME = re.compile(r"[、,，/;；:：\s]+|(?<=..)[和与及](?=..)")
_BEHIND_NAME = re.compile(r"(?:\d+|[?？·•.。]+|同志|先生|女士)$")
_HIDDEN_NAME = re.compile(r"[\u4e00-\u9fff][×xX*＊某○〇]{1,2}[甲乙丙丁]?[?？]?|某[甲乙丙丁某]?[?？]?")
_COUNT = re.compile(r"[（(]?共?\d{1,5}[人名][）)]?")
_COUNT_BEHIND = re.compile(r"(?<=..)[（(]?共?\d{1,5}[人名][）)]?$")
_PAGE = re.compile(
    r"第?\d+页|第\d+页[,，/]?共\d+页|[—\-]+\d+[—\-]+|\(?(续上?表|续表|接上页|转下页)[一二三四五六七八九十\d]*\)?"
)
_VACANT = re.compile(r"[（(]?(岗位|职位|名额)?(空缺|暂缺|待定|缺额|待补|空岗|未定|缺员)(岗位)?[）)]?")
_ABOVE = re.compile(r"[（(]?(以上|以上共|上述)(?!学历).*")
_HINT = re.compile(
    r"[（(【\[]?(必填项?|选填项?|非必填项?|可不?填|文本|文本格式|字符|填写说明|填表说明|填写要求|填写格式|格式|要求|栏次|请填写.*|请输入.*|下拉选择)[）)】\]]?"
)
_HEAD_WORDS = frozenset(
    (
        "性别", "民族", "籍贯", "出生地", "出生年月", "出生日期", "年龄", "学历", "学位", "文化程度", "毕业院校", "专业", "单位",
        "工作单位", "部门", "职务", "现任职务", "工作单位及职务", "单位及职务", "职级", "职称", "级别", "政治面貌", "党派", "入党时间",
        "参加工作时间", "任职时间",
        "任现职时间", "身份证号", "身份证号码", "电话", "手机", "手机号码", "联系电话", "联系方式", "简历", "备注", "代表团",
        "选区", "健康状况", "name", "xm", "xingming",
    )
)  # fmt: skip
_COUNTED = re.compile(r"人数|数量|比例|占比|百分比|合计|总计|小计|总数|总人数|平均年龄|所占比例|占比?[(（]?%[)）]?")
_STATISTICS = re.compile(
    r"类别|类型|项目|指标|名称|单位|乡镇|代表团|性别|民族|学历|年龄|年龄段|职级|层次|结构|情况|其中|统计|备注|序号|男性?|女性?|男女比例|少数民族|汉族|"
    r"(?:中共|非)?党员|群众|民主党派|无党派(?:人士)?|非中共|(?:研究生|大学|本科|大专|专科|中专|高中|初中|小学)(?:学历)?(?:及以[上下])?|"
    r"(?:[男女]|平均|.{0,6}?)?\d{2}(?:岁?(?:及?以[上下])|[-—~～至]\d{2}岁?|岁)|(?:乡科|县处|正科|副科|正处|副处)级?.{0,4}|.{1,8}(?:人数|比例|占比)"
)
_HELP = re.compile(
    r"填写|填报|请[填按用写勿将]|必填|选填|格式|例如|(?<!.{12})[例如][:：]|统一[填写用]|[不可]得?填|按.{1,12}填|应[填写为]|下拉|"
    r"^\d{0,2}[.、．]?.{1,8}(?:栏|列)?填|以.{1,8}为准"
)
_ROLE = re.compile(
    r"(?:第[一二三]|常务|执行)?副?(?:团长|组长|召集人|领队|联络员|总召集人)|(?:团|组)?秘书|(?:副团长|副组长|召集人)[一二三1-3]?|成员|组员"
)
_POST_HEAD = re.compile(
    r"(?:党委|党组|党工委|党支部|人大|政协|纪委)?(?:第一|常务)?副?(?:书记|镇长|乡长|乡镇长|县长|主任|主席|局长|部长|院长|校长|站长|所长|会长|(?:组织|宣传|统战|政法)委员)"
)
_EXAMPLE = re.compile(r"[（(【]?(示例|例|样例|填写示例|范例)[）)】]?[:：]?")
_UNIT = re.compile(
    r"..+(镇|乡|局|委|办|部|团|组|院|校|村|站|所|会|处|科|室|街道|社区|公司|中心|单位|党总支|政府|机关|系统|集团|银行|中学|小学|大队|支队|片区|分行|幼儿园|"
    r"班|厂|矿|场|馆|台|社|署|关|区|县|市|界|[界类]别|人大|政协|妇联|侨联|文联|科协|残联|工商联|经济|商行|[工建农中]行|[一二三四五六七八九十]中|中队|监委)|[省市县区乡镇](人大|政协|妇联|侨联|文联|科协|残联|联社)|工商联|团[省市县区]委|[农工]商行|县委|县府|政府|人大|政协|法院|机关|乡镇|街道|政法|公安|教育|卫生|农业|国企|高校|企业|其他|军队|第?[一二三四五六七八九十\d]{1,3}小?[组团队班]"
)
_NO_NAME = re.compile(
    r"姓名|备注|无|总数|统计|占比|百分比|比例|平均|空缺|空|缺|待定|暂缺|合计|小计|总计|共计|说明|示例|以下空白|此页无正文|以上|以下|同上"
)
_LONGEST_NAME = 12
_PLACES = frozenset("县镇乡村区市")
_GIVEN = frozenset("中会科台村团院站关界社馆")  # endings of units that end names as well
_OF_OFFICES = re.compile(r".{0,6}(?:电话|传真|邮箱|邮编|地址|热线|总机|网址|微信群)")
_NEVER = re.compile("|".join(f"(?:{each.pattern})" for each in (_NO_NAME, _SIGNED_BARE, _DATED, _TOTAL, _OF_OFFICES)))
_KINDS = re.compile(r".*(领导|干部|人员|表|委员|成员|同志|名单|级|类|职工|党员|群众|以上|以下)")
_FOREIGN = frozenset(
    "阿艾买提江汗古丽尔吐地力木哈不都热合曼依布拉伊斯玛穆萨吾如孜肉克亚里库尼扎帕提迪娜那扎巴娅别卡加乌麦麦米吉沙塔托玉素甫"
    "则才仁扎西旺堆多杰次卓玛格桑央金措德吉罗布平曲嘎珠索朗白拉姆强巴顿达瓦尕旦增尼玛班觉洛桑丹南加贡嘉巴特朝鲁那仁苏和其格"
    "日乐宝音孟根高娃敖登图雅额尔敦牧合提江山拜力叶尔肯努别克赛甫丁夏衣明奴尔比亚斯坦"
)
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇]{2,4}")
_JOINED_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{1,10}([·•・‧∙.．][\u3400-\u9fff\U00020000-\U0003ffff]{1,12}){1,4}"
)
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .·'\-]{1,40}")
_BRACKETS = re.compile(r"[（(\[【〔][^（()）\]】〕]*[）)\]】〕]?$")


@lru_cache(maxsize=20_000, typed=True)
def plain(cell: Cell) -> str:
    """Return a cell's words without spaces and line ends, brackets half-width."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_name(cell: Cell) -> bool:
    """Tell whether a cell can hold a person's name; what follows in brackets does not count."""
    if not isinstance(cell, str) or len(cell) > 60:
        return False
    if _NAME.fullmatch(cell):  # nearly every name
        return not _NEVER.fullmatch(cell)
    text = _BRACKETS.sub("", re.sub(r"[\s\u3000*]", "", cell))
    if _NEVER.fullmatch(text):
        return False
    if _NAME.fullmatch(text) or _JOINED_NAME.fullmatch(text) or _LATIN_NAME.fullmatch(cell.strip()):
        return True
    return 4 < len(text) <= 14 and sum(letter in _FOREIGN for letter in text) >= 0.7 * len(text)


def is_person_alone(cell: Cell) -> bool:
    """Tell whether a text that stands alone in its row, in the column of names, is a person and not a unit's line."""
    text = plain(cell)
    return (
        is_name(cell)
        and not _COUNT_BEHIND.search(text)
        and not is_unit(text)
        and not _KINDS.fullmatch(text)
        and not _TOTAL.fullmatch(text)
    )


def has_name_in_it(text: str) -> bool:
    """Tell whether words that stand alone are somebody's name with more about it: 1.赵一, 许十同志, 卫二、蒋三, 李四 139…, 吕××."""
    clear = without_invisible(text)
    if _HIDDEN_NAME.fullmatch(clear):
        return True
    first = _NEXT_NAME.split(_NUMBERED.sub("", clear), maxsplit=1)[0]
    name = _BEHIND_NAME.sub("", first)
    return name != text and is_person_alone(name)


def may_be_either(text: str) -> bool:
    """Tell whether words that stand alone may be a person's name as well as a unit's: 孙县, 欧阳一中."""
    bare = _BRACKETS.sub("", text)
    if bare != text or _PART.match(text) or not _NAME.fullmatch(bare):
        return False
    if len(bare) == 2:
        return bare[0] in SURNAMES and bare[1] in _PLACES
    if not is_unit(bare):
        return False
    return bool(COMPOUND_SURNAME.match(bare)) or (len(bare) == 3 and bare[0] in SURNAMES and bare[-1] in _GIVEN)


def is_unit(text: str) -> bool:
    """Tell whether words look like a unit's, a delegation's or a group's name."""
    bare = _BRACKETS.sub("", text)
    return bool(_UNIT.fullmatch(bare)) and "·" not in bare


def is_delegation(text: str) -> bool:
    """Tell whether words are a delegation's or a group's, of whom nobody is by his office."""
    return bool(
        re.fullmatch(r".*(?:代表团|小组|[第\d一二三四五六七八九十]组|选区|选举单位|系统|界别?|届|[类级])", plain(text))
    )


def is_heading(text: str) -> bool:
    """Tell whether words can stand over people: a unit, a kind of people, or with a part's number before them."""
    return is_unit(text) or bool(_KINDS.fullmatch(text) or _PART.match(text))


def is_total(text: str) -> bool:
    """Tell whether words are a total's: 合计, 共3人, 其中：女2人."""
    return bool(_TOTAL.fullmatch(text))


def is_note(text: str) -> bool:
    """Tell whether words begin a note: 注：, 备注：, 说明：."""
    return bool(_NOTE.fullmatch(text))


def is_signed(text: str) -> bool:
    """Tell whether words are a signature's with its colon: 填表人：, 审核人（签字）：张三."""
    return bool(_SIGNED.fullmatch(text))


def is_signer(text: str) -> bool:
    """Tell whether a cell is a signature's word alone: 填表人, （盖章）."""
    return bool(_SIGNED_BARE.fullmatch(text))


def is_dated(text: str) -> bool:
    """Tell whether words are a date alone: 2026年7月1日, 年 月 日."""
    return bool(_DATED.fullmatch(text))


def is_title(text: str) -> bool:
    """Tell whether words are a list's title: …名册, …一览表."""
    return bool(_ANNEX.fullmatch(text)) or (len(text) >= 4 and bool(_TITLE.fullmatch(text)))


def is_number(text: str) -> bool:
    """Tell whether words are a running number: 1, 1., （一）."""
    return bool(_NUMBER.fullmatch(text))


def is_page(text: str) -> bool:
    """Tell whether words are a page's number, or say that the list goes on: 第2页, 续表."""
    return bool(_PAGE.fullmatch(text))


def is_part_number(text: str) -> bool:
    """Tell whether words are a part's number: 一, （二）, not a person's 1."""
    return is_number(text) and not any(letter.isdigit() for letter in text)


def is_count(text: str) -> bool:
    """Tell whether words are a number of people: 3人, （共12名）."""
    return bool(_COUNT.fullmatch(text))


def is_vacant(cell: Cell) -> bool:
    """Tell whether a cell where a name should stand says that there is nobody: （空缺）."""
    return isinstance(cell, str) and bool(_VACANT.fullmatch(plain(cell)))


def is_about_those_above(text: str) -> bool:
    """Tell whether words say something of the people above them: （以上为党委班子成员）."""
    return bool(_ABOVE.fullmatch(text)) and not is_total(text)


def heads_a_part(text: str) -> str:
    """Return in which way words stand over a part of the people: with a part's number (一、), or the count of its people."""
    if is_title(text):
        return ""
    return "number" if _PART.match(text) else "count" if _COUNT_BEHIND.search(text) else ""


def is_head_word(cell: Cell) -> bool:
    """Tell whether a cell where a name should stand has a head's word."""
    if not isinstance(cell, str):
        return False
    whole = cell.isalpha() and not cell.isascii()  # as nearly every name is
    return (cell if whole else plain(cell).lower()) in _HEAD_WORDS


def is_hint(text: str) -> bool:
    """Tell whether a cell under a head says how to fill in and is no content: （必填）, 文本."""
    return bool(_HINT.fullmatch(text))


def is_example(text: str) -> bool:
    """Tell whether a cell marks its row as an example of how to fill in."""
    return bool(_EXAMPLE.fullmatch(text))


def unit_of(text: str) -> str:
    """Return the unit that a line names, without its number, the count of its people and 单位：."""
    name = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*", "", text.strip())
    name = re.sub(r"[（(]?\s*(共)?\d+\s*[人名]\s*[）)]?$", "", name).strip()
    name = re.sub(r"^[^:：]{0,4}(单位|单位名称|团|组)\s*[:：]\s*", "", name)
    return name.rstrip("：:")


def reported_unit(text: str) -> tuple[str, str]:
    """Return the word and the unit of a line that says whose list it is (填报单位（盖章）：柳河镇), "" twice for another line."""
    found = _REPORTED.match(text.strip())
    unit = re.split(r"\s{2,}|\s+(?=\d{4}|[\u4e00-\u9fff]{2,6}[:：])", found[2].strip())[0] if found else ""
    return (found[1], unit) if found and is_unit(plain(unit)) else ("", "")


def words_help(text: str) -> bool:
    """Tell whether words say how to fill a list in: 1.性别填男或女, 出生年月格式如1985.07."""
    return bool(_HELP.search(text))


def is_role(word: str) -> bool:
    """Tell whether a head is called by the role of those whose names stand under it."""
    return bool(_ROLE.fullmatch(word)) or is_post_head(word)


def is_post_head(word: str) -> bool:
    """Tell whether a head is called by the post of those whose names stand under it: 书记, 镇长."""
    return bool(_POST_HEAD.fullmatch(re.sub(r"\([^()]*\)", "", word)))


def is_counted(text: str) -> bool:
    """Tell whether a head's word is of a table that counts people: 人数, 占比."""
    return bool(_COUNTED.fullmatch(text))


def heads_statistics(texts: Sequence[str]) -> bool:
    """Tell whether a row's words head a table that counts people by kinds."""
    if len(texts) < 2 or not any(map(is_counted, texts)):
        return False
    return all(_STATISTICS.fullmatch(text) or is_counted(text) for text in texts)


def is_of_offices(text: str) -> bool:
    """Tell whether words say what the number or address of an office is: 值班电话, 电子邮箱."""
    return bool(_OF_OFFICES.fullmatch(text))


def is_sentence(text: str) -> bool:
    """Tell whether words are a sentence and no unit's name."""
    return len(text) > _LONGEST_NAME and bool(re.search("[，。；！,;]", text)) and not is_unit(text)
