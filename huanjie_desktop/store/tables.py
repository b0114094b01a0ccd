"""The register of tables: what each holds in words, by what its rows are known again, and how the journal treats it.

A table that a migration adds has one line here; a test says that the register and the schema are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """数据表: `noun` and `measure` name its rows for users (代表, 名), in the order of the register.

    `keys` are sets of columns by which a row is the same one on two PCs, the surest first; a column that refers to another
    table stands for that row's own key. `journalled`: every change leaves an entry. `replayed`: undo and redo put its
    rows back. `digests` are columns that name a blob. `numbers` are columns that hold counted sheets or votes; `many` is
    the one of them that says for how many things a row stands, which are listed in its column `inside`, as JSON, alike ones
    once with their number at the end. `rowid` False: nobody shall learn in which order the
    rows came. `inner` tables are the store's own and are not told to users.
    """

    name: str
    noun: str
    measure: str
    keys: tuple[tuple[str, ...], ...]
    journalled: bool = True
    replayed: bool = True
    digests: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    many: str = ""
    inside: str = ""
    rowid: bool = True
    inner: bool = False

    def words(self, count: int) -> str:
        """Return so many of its rows in words: 80 名代表, 3 人."""
        noun = "" if self.noun.startswith(self.measure) else self.noun
        return f"{count} {self.measure}{noun}"


_REGISTER = (
    Table("person", "人员", "人", (("id_number",), ("name", "birth"), ("name",))),
    Table("relative", "家庭成员", "名", (("person_id", "relation", "name"), ("person_id", "position"))),
    Table("proposal", "拟任免", "项", (("person_id",),)),
    Table("photo", "照片", "张", (("person_id",),), digests=("digest",)),
    Table("form_source", "来源文件", "份", (("person_id",),), digests=("digest", "photo_digest")),
    Table("township_work", "乡镇工作年限更正", "项", (("person_id",),)),
    Table("roster", "名册", "份", (("name",),)),
    Table("roster_column", "名册自定义栏", "栏", (("roster_id", "title"),)),
    Table("roster_entry", "名册人员", "位", (("roster_id", "person_id"),)),
    Table("unit", "单位", "家", (("name",),)),
    Table("unit_post", "职数", "项", (("unit_id", "title"),)),
    Table("accepted_finding", "认可的检查结果", "处", (("subject_kind", "subject_id", "code", "field"),)),
    Table("congress", "会议", "次", (("kind", "unit", "term", "sitting"),)),
    Table("participant_group", "会议分组", "个", (("congress_id", "name"),)),
    Table("participant", "参会人员", "名", (("congress_id", "person_id"),)),
    Table("officer", "大会机构成员", "名", (("congress_id", "office", "person_id"),)),
    Table("session", "会次", "个", (("congress_id", "title"),)),
    Table("plan_step", "工期步骤", "步", (("congress_id", "step"),)),
    Table("plan_choice", "工期设置", "项", (("congress_id",),)),
    Table("agenda_item", "议程", "项", (("session_id", "parent_id", "title"),)),
    Table("own_entry", "目录", "条", (("entry", "number"),)),
    Table("campaign", "测评", "次", (("unit", "title", "day"),)),
    Table("campaign_category", "票类", "种", (("campaign_id", "code"),)),
    Table("campaign_post", "推荐职位", "个", (("campaign_id", "title"),)),
    Table("campaign_subject", "测评对象", "个", (("campaign_id", "post_id", "person_id", "name"),)),
    Table("poll", "票样底稿", "份", (("campaign_id",),)),
    Table("count_round", "录入", "遍", (("campaign_id", "number"),)),
    Table(
        "sheet",
        "票",
        "张",
        (("round_id",),),
        journalled=False,
        numbers=("number",),
        many="number",
        inside="marks",
        rowid=False,
    ),
    Table("count_box", "收回票数", "组", (("round_id", "category_id"),), numbers=("collected", "void", "blank")),
    Table(
        "count_mark",
        "票数",
        "格",
        (("round_id", "category_id", "subject_id", "item", "grade"),),
        numbers=("number",),
    ),
    Table("count_write_in", "另推荐人选", "个", (("round_id", "category_id", "post_id", "name"),), numbers=("number",)),
    Table("settlement", "差异处理", "处", (("campaign_id", "place"),)),
    Table("count_result", "测评结果", "次", (("campaign_id", "digest"),)),
    Table("result_print", "结果印出", "次", (("campaign_id", "document", "at"),), replayed=False),
    Table("package_paper", "上报附件", "份", (("congress_id", "entry", "digest"),), digests=("digest",)),
    Table("package_export", "上报登记", "条", (("batch", "version"),), replayed=False),
    Table("setting", "设置", "项", (("id",),)),
    Table("blob", "文件内容", "份", (("digest",),), journalled=False, replayed=False, inner=True),
    Table("file_mark", "文件标记", "项", (("id",),), journalled=False, replayed=False, inner=True),
    Table("undo_floor", "升级", "次", (("version",),), journalled=False, replayed=False, inner=True),
    Table("journal", "改动记录", "条", (("device", "at", "seq"),), journalled=False, replayed=False, inner=True),
    Table("journal_row", "改动明细", "条", (("seq", "id"),), journalled=False, replayed=False, inner=True),
    Table("journal_image", "改动前后内容", "份", (("digest",),), journalled=False, replayed=False, inner=True),
    Table("journal_link", "记录校验", "条", (("seq",),), journalled=False, replayed=False, inner=True),
    Table("journal_head", "记录末号", "个", (("id",),), journalled=False, replayed=False, inner=True),
    Table(
        "undo_stack",
        "可撤销的改动",
        "项",
        (("side", "position"),),
        journalled=False,
        replayed=False,
        rowid=False,
        inner=True,
    ),
)
_GONE = (  # tables of older schemas, which the journal still names
    Table("delegation", "代表团", "个", ()),
    Table("delegate", "代表", "名", ()),
)
TABLES: Mapping[str, Table] = {table.name: table for table in _REGISTER}
SHOWN = tuple(table.name for table in _REGISTER if not table.inner)
COUNTED = tuple(table.name for table in _REGISTER if table.numbers)  # what was counted in a round


def describe_rows(rows: Mapping[str, int]) -> str:
    """Return how many rows of which tables, in words; a table that nobody knows is named as it is in the file."""
    every = {table.name: table for table in (*_GONE, *_REGISTER)}
    known = [(every.get(name), name, count) for name, count in rows.items() if count]
    return "，".join(table.words(count) if table else f"{count} 条“{name}”" for table, name, count in known)
