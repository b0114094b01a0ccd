"""The typefaces' names as WPS and Word know them."""

from huanjie_desktop.documents.blocks import Face

NAMES = {
    Face.TITLE: "方正小标宋简体",
    Face.SONG: "宋体",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.FANG: "仿宋_GB2312",
}
