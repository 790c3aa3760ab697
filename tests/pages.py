"""Every page of the installation, for tests of the lower rooms, which do not know the site."""

from huiguan.site.pages import all_pages

__all__ = ["all_pages"]
