"""The page 设置."""

from huanjie_desktop.qt.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
