"""The words of heads: their normal form, and the field that they mean."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from huanjie_desktop.catalog.specs import ColumnSpec

TITLE, ALIAS, FORM, UNKNOWN = range(4)  # how near a head's words are to a field's

_CIRCLED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_MARKS = "*#★☆※●○◆◇■□▲△√✓:;,.。、_-—~|/\\\"'“”‘’!?^<>《》·"
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])\)?[.、,:)]+|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|"
    r"\d{1,2}(?=[\u4e00-\u9fff]))"
)
_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|〈[^〈〉]*〉|《[^《》]*》|\{[^{}]*\}|<[^<>]*>"
)
_JOINERS = re.compile(r"[/、,，;；·|+&\\\-—_.。:：*]|(?<=.)(?:以及|及其|及|和|与|或|暨)(?=.)")
_DEMANDS = re.compile(r"(?:必填项?|选填项?|请填写|必须填写|可不填|下拉选择|填写)$|^(?:必填项?|选填项?|请填写|请选择)")
_TIMES = re.compile(r"(?<=.)(?:年月日|年月份?|日期|时间|时点|年份)$")
_SURROUNDING = re.compile(
    r"^(?:本人|个人|干部|代表|委员|党员|人员|人选|候选人|被推荐人|推荐人选|拟任人选|公务员|同志|成员|当前|目前|现在?|公历|阳历)(?=..)"
)
_GROUP = re.compile(r"^.{2,6}?(?:情况|信息|概况|资料)(?=..)")
_ENDING = re.compile(r"(?<=..)(?:情况|名称|全称|信息|一栏|栏)$")
OF_OTHERS = re.compile(
    r"配偶|爱人|丈夫|妻子?|父|母|子女|儿子|女儿|家庭(?!住址|地址|电话)|亲属|亲戚|社会关系|兄|弟|姐|妹|监护|家长|"
    r"介绍人|证明人|联系人(?=.)|填表|填报|制表|审核|经办|(?<!被)考察人(?!选)|考察组|(?<!被)谈话人|记录人|推荐者|(?<!被)推荐人(?!选)|(?<!被)提名人(?!选)|负责人|领导|签发|登记人|录入|编制人"
)
_NOT_NOW = re.compile(
    r"拟任|拟免|拟提|原任|原职|原单位|原工作|曾任|历任|前任|免去|推荐单位|主管|挂职|转正|退休|离任|毕业时间|入学|有效期|地址|签名|签字"
)
_ADDRESS = re.compile(r"住址|(?<!出生)地址|住所")
_LATIN = re.compile(r"[a-z]+")
_NAME = re.compile(r"(?!.*(?:情况|信息|资料|概况)姓名).{0,10}姓名(?:称谓)?")
_UNIT_AND_POST = re.compile(
    r"(?:现|现任|现在|目前|当前)?(?:工作|所在|任职|所属|在职)?(?:单位|部门|机构)(?:名称|全称)?(?:部门|科室)?"
    r"(?:现任|现|所任|担任|行政|党政|主要|具体|本人|任)*(?:职务|岗位|职位)(?:职级|职称|名称|全称|情况)?"
)
_ID = re.compile(
    r"(?!.*(?:出生|生日|日期|时间|年月|地址|住址|机关|有效|类型|类别|种类|照片|性别|民族|姓名|复印|扫描)).*身份证.*|.*公民身份号.*|.*证件号码?"
)
_TWO_THINGS = re.compile(r"(?:职务|职称|职级|学历|学位)[及和与、/].*(?:时间|年月|日期|院校|学校)")
_KIND_IN_BRACKETS = re.compile(r"[(\[【〔](非?全日制|在职)(?:教育)?[)\]】〕]")
_KIND_BEHIND = re.compile(r"(.+?)(非?全日制|在职)(?:教育|学习|阶段)?")
_LED_BY = re.compile(r"^(?:学历学位|受?教育|学历|学位|文化程度)(?:情况|信息)?(?=..)")
_KINDS = r"(?P<kind>非全日制|在职|继续|后续|业余|函授|全日制?|统招|第一|原始|初始|最高|最终|现有?|目前|当前)"
_SCHOOL = (
    r"(?:学历|学位)*(?:毕业|就读|学习|所在)?"
    r"(?:(?:院校|学校|学院|院系|大学|校)(?:名称)?(?:院?系)*(?:所学)?(?:专业)?(?:名称)?|(?:所学|学习|毕业|主修)?专业(?:名称)?)"
)
_SCHOOLING = re.compile(rf"{_KINDS}?(?:教育|学习)?(?:阶段|形式)?(?P<what>.*)")
_LEVELS = re.compile(r"(?:学历|学历学位|学历层次|学历名称|文化程度|教育程度|学历学位情况)?")
_OF_WORK = frozenset({"非全日制", "在职", "继续", "后续", "业余", "函授"})
_OF_YOUTH = frozenset({"全日制", "全日", "统招", "第一", "原始", "初始"})
_ONLY_MAJOR = re.compile(r"(?:所学|学习|毕业|主修)?专业(?:名称)?|院系|系|院系专业|所学专业")
BETWEEN = {  # what stands between several columns that are joined to one field
    "current_post": "、",
    "professional_title": "、",
    "phone": "；",
    "remark": "；",
    "speciality": "；",
    "fulltime_school": "",
    "inservice_school": "",
    "resume": "\n",
    "awards": "\n",
    "appraisals": "\n",
}
_PART_OF_POST = re.compile(r"党内|党委|党组|行政|政府|人大|政协|兼任|兼职|其他|其它|党务")
_COMPUTED = {
    "序": "序号由程序编排",
    "序号": "序号由程序编排",
    "编号": "序号由程序编排",
    "排序": "序号由程序编排",
    "顺序": "序号由程序编排",
    "顺序号": "序号由程序编排",
    "NO": "序号由程序编排",
    "年龄": "年龄由出生年月算出",
    "周岁": "年龄由出生年月算出",
    "现年": "年龄由出生年月算出",
    "党龄": "党龄由入党时间算出",
    "工龄": "工龄由参加工作时间算出",
    "照片": "照片不从表格导入",
    "相片": "照片不从表格导入",
}


_KINSHIP = frozenset({"称谓", "与本人关系", "家庭成员称谓", "亲属称谓", "亲属关系"})


def is_kinship(head: str) -> bool:
    """Tell whether a head's column says which relative those right of it are about."""
    return normal_head(head) in _KINSHIP


def normal_head(head: str) -> str:
    """Return a head's words without spaces, marks, numbers before them and joining words, brackets half-width."""
    text = "".join(unicodedata.normalize("NFKC", _CIRCLED.sub("", head)).split())
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    before = None
    while before != text:
        before = text
        text = _DEMANDS.sub("", _NUMBER.sub("", text.strip(_MARKS)))
    return _JOINERS.sub("", text).lower()


def without_brackets(words: str) -> str:
    """Return a head's words without what stands in brackets: 出生年月(岁) as 出生年月."""
    before = None
    while before != words:
        before, words = words, _BRACKETS.sub("", words)
    return words


def is_computed(head: str) -> str:
    """Return why a head's column is none that people have of their own (序号, 年龄), "" for any other."""
    words = normal_head(without_brackets(unicodedata.normalize("NFKC", head)))
    return _COMPUTED.get(words.upper(), "")


def not_of_the_person(head: str) -> str:
    """Return why a head's column says nothing of the person as he is now, "" where it may."""
    words = normal_head(head)
    if _ADDRESS.search(words):
        return "写的是住址或地址，没有对应的栏目"
    if OF_OTHERS.search(words):
        return "写的是其他人的情况"
    return "写的不是现在的情况" if _NOT_NOW.search(words) else ""


def may_be_joined(field: str, heads: list[str]) -> bool:
    """Tell whether columns of one field belong together: 党内职务 beside 行政职务, 手机 beside 办公电话, 学校 beside 专业."""
    words = [normal_head(without_brackets(head)) for head in heads]
    if len(set(words)) < len(words):
        return False
    if field == "current_post":
        return any(_PART_OF_POST.search(each) for each in words)
    if field in ("fulltime_school", "inservice_school"):
        return any(_ONLY_MAJOR.search(each) and not re.search("院校|学校|大学", each) for each in words)
    return field in ("phone", "remark")


class HeadWords:
    """Which field which words mean."""

    def __init__(self, specs: Mapping[str, ColumnSpec]) -> None:
        self._fields = frozenset(specs)
        self._titles: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._known: dict[tuple[str, str | None], tuple[str, int]] = {}
        for spec in specs.values():
            self._titles.setdefault(normal_head(spec.title), spec.field)
            named = spec.group + (spec.print_title or "") if spec.group else spec.title
            for word in (named, *spec.aliases):
                self._aliases.setdefault(normal_head(word), spec.field)
        self._timed = {_timed(word): field for word, field in (self._aliases | self._titles).items()}

    @classmethod
    def of(cls, specs: Mapping[str, ColumnSpec]) -> "HeadWords":
        """Return the words of these columns."""
        return _made(tuple(specs.values()))

    def field_of(self, head: str, upper: str | None = None) -> tuple[str, int]:
        """Return the field and how near the words are: its title, an alias, or a general form; ("", UNKNOWN) for none.

        With `upper`, the line above, a group's words may stand before the field's own (基本情况性别, 学历学位全日制).
        """
        key = head, upper
        if key not in self._known:
            self._known[key] = self._find(head, upper)
        return self._known[key]

    def _find(self, head: str, upper: str | None) -> tuple[str, int]:
        words = normal_head(head)
        wide = "".join(unicodedata.normalize("NFKC", head).split())
        if _TWO_THINGS.search(wide):
            return "", UNKNOWN
        bare = normal_head(without_brackets(wide))
        kind = _KIND_IN_BRACKETS.search(wide)
        if kind:
            return self._schooling(kind[1] + bare), FORM
        for said in dict.fromkeys((words, bare)):
            found = self._listed(said)
            if found[0]:
                return found
        behind = _KIND_BEHIND.fullmatch(bare)  # 毕业院校及专业 over 全日制
        if behind and (field := self._schooling(behind[2] + behind[1])):
            return field, FORM
        alone = _LATIN.sub("", bare)
        if alone and alone != bare and self._listed(alone)[0]:
            return self._listed(alone)[0], FORM  # 姓名Name
        if not bare or OF_OTHERS.search(bare) or _NOT_NOW.search(bare):
            return "", UNKNOWN
        field = self._by_form(bare)
        if not field and upper is not None:
            field = self._under(bare, normal_head(without_brackets(upper)))
        return (field, FORM) if field else ("", UNKNOWN)

    def _under(self, words: str, upper: str) -> str:
        """Return the field of words that have a group's before them."""
        shorter = [_GROUP.sub("", words), _LED_BY.sub("", words)]
        shorter += [words.removeprefix(upper)] if upper and words.startswith(upper) else []
        for lower in shorter:
            if lower and lower != words:
                found = self._listed(lower)[0] or self._by_form(lower)
                if found or lower in _OF_WORK:
                    return found or "inservice_education"
        return ""

    def _listed(self, words: str) -> tuple[str, int]:
        if words in self._titles:
            return self._titles[words], TITLE
        if words in self._aliases:
            return self._aliases[words], ALIAS
        timed = self._timed.get(_timed(words), "")
        return (timed, ALIAS) if timed else ("", UNKNOWN)

    def _by_form(self, words: str) -> str:
        """Return the field that words mean by their form: 委员姓名, 现工作单位和职务, 第一学历毕业院校."""
        for field, form in (("name", _NAME), ("current_post", _UNIT_AND_POST), ("id_number", _ID)):
            if form.fullmatch(words):
                return field if field in self._fields else ""
        for short in (_SURROUNDING.sub("", words), _ENDING.sub("", words)):
            if short != words:
                found = self._listed(short)[0] or self._by_form(short)
                if found:
                    return found
        return self._schooling(words)

    def _schooling(self, words: str) -> str:
        match = _SCHOOLING.fullmatch(words)
        if match is None:
            return ""
        kind, what = match["kind"], match["what"]
        part = "inservice_" if kind in _OF_WORK else "fulltime_" if kind in _OF_YOUTH else ""
        if re.fullmatch(_SCHOOL, what):
            return f"{part or 'fulltime_'}school" if part or not kind else ""
        if re.fullmatch(r"学位(?:名称|类别)?", what):
            return f"{part}degree"
        if _LEVELS.fullmatch(what) and (kind or what):
            alone = words == kind
            return (
                ""
                if alone and (not part or kind in ("在职", "第一", "初始", "原始", "继续", "后续"))
                else f"{part}education"
            )
        return ""


def _timed(words: str) -> str:
    """Return words with one word for all that a date is called: 出生年月 and 出生日期 are 出生时间."""
    return _TIMES.sub("时间", words)


@lru_cache(maxsize=16)
def _made(specs: tuple[ColumnSpec, ...]) -> HeadWords:
    return HeadWords({spec.field: spec for spec in specs})
