"""上报: what can be reported, what a package would hold, the register, and packages of others."""

from huanjie_desktop.qt.pages.packages.page import PackagesPage

__all__ = ["PackagesPage"]
