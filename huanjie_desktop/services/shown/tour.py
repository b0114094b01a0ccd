"""带我走一遍: the steps of the walk over the window, each with its page, the place that it points at, and its words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TourStep:
    """A step: the page it is on, what it points at there (an object's name or accessible name), its title and words."""

    page: str
    target: str
    title: str
    words: str


TOUR = (
    TourStep("首页", "navigation", "各页在左边", "点一下，或者按 Alt 和数字换页。名册、测评、会议和上报依次往下做。"),
    TourStep("首页", "要办的事", "打开先看这里", "没做完的和还没做的列在这里，点一下就到那一页。"),
    TourStep(
        "首页", "检查结果", "程序一直在检查", "先列错误，再列提醒和提示；同一类的收成一行。双击一条，就到要改的地方。"
    ),
    TourStep("名册", "header", "从导入名册开始", "点“导入名册”，选现成的表格。三步做完，写错了一次就能撤销。"),
    TourStep("名册", "名册表格", "像 Excel 一样改", "直接输入，回车向下；能和 Excel、WPS 互相粘贴。改完就已保存。"),
    TourStep("考察测评", "header", "测评从表样到结果", "新建测评，印票，用数字小键盘录入，差异处理完就有结果。"),
    TourStep("会议", "header", "一次会议的全部材料", "日程议程、人员和材料都从名册和会议生成，缺什么会写明。"),
    TourStep("上报", "上报内容", "齐不齐，一看便知", "缺的、互相矛盾的先列出来；写到 U 盘后逐个文件核对。"),
    TourStep("首页", "statusBar", "做错了就撤销", "下面写着上一步是什么、在哪里，点一下或按 Ctrl+Z 退回。"),
    TourStep("首页", "帮助", "不清楚就按 F1", "手册打开在正用的这一页，列出这一页的键。这一遍也可以在“帮助”里再走。"),
)
