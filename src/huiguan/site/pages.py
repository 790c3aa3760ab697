"""Every page of the installation by its URL name, with the rule that lets people in."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import URLPattern, get_resolver

from huiguan.kernel.rules import Rule
from huiguan.kernel.screens import Screen


@dataclass(frozen=True)
class Page:
    name: str
    screen: type[Screen]
    rule: Rule
    pattern: URLPattern


def all_pages() -> dict[str, Page]:
    """All pages that are screens."""
    return dict(_pages())


@lru_cache
def _pages() -> tuple[tuple[str, Page], ...]:
    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            screen = pattern.callback.view_class
            if issubclass(screen, Screen):
                page = pattern.callback.view_initkwargs["page"]
                found.append((pattern.name, Page(pattern.name, screen, screen.rules[page], pattern)))
    return tuple(found)


def page_of(name: str) -> Page:
    return all_pages()[name]
