"""The elements of a lrmx in their usual order, and what is the matter with a file of a form."""

NAME, PHOTO, FAMILY, ITEM, RESUME = "XingMing", "ZhaoPian", "JiaTingChengYuan", "Item", "JianLi"
RETIRES, AGE_LIMIT, VERSION = "DaoLingNianYue", "GaiGeQianRenZhiNianLingJieXian", "Version"
ROOT = "Person"
ORDER = (
    NAME,
    "XingBie",
    "ChuShengNianYue",
    "MinZu",
    "JiGuan",
    "ChuShengDi",
    "RuDangShiJian",
    "CanJiaGongZuoShiJian",
    RETIRES,
    "JianKangZhuangKuang",
    "ZhuanYeJiShuZhiWu",
    "ShuXiZhuanYeYouHeZhuanChang",
    "QuanRiZhiJiaoYu_XueLi",
    "QuanRiZhiJiaoYu_XueWei",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueLi",
    "ZaiZhiJiaoYu_XueWei",
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "XianRenZhiWu",
    "NiRenZhiWu",
    "NiMianZhiWu",
    RESUME,
    "JiangChengQingKuang",
    "NianDuKaoHeJieGuo",
    "RenMianLiYou",
    FAMILY,
    "ChengBaoDanWei",
    AGE_LIMIT,
    "JiSuanNianLingShiJian",
    "TianBiaoShiJian",
    "TianBiaoRen",
    "ShenFenZheng",
    PHOTO,
    VERSION,
)
OF_FOUR = frozenset({RETIRES, AGE_LIMIT})  # elements that 3.x does not have
OF_RELATIVE = ("ChengWei", NAME, "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")


class UnreadableForm(ValueError):  # noqa: N818 - named for what is the matter
    """A file is no form, or too damaged to be read as one; the text is a short Chinese sentence without its 。"""
