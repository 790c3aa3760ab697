"""Icons of the Lucide set as inline SVG. The package's own tag opens its archive again for every icon; we do not."""

from functools import lru_cache
from importlib.resources import files
from zipfile import ZipFile

from django.utils.safestring import SafeString, mark_safe


class UnknownIcon(LookupError):
    """Raised rather than drawing nothing: a page without its icon would look finished to whoever wrote it."""


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    return ZipFile(str(files("lucide") / "lucide.zip"))


@lru_cache(maxsize=512)
def _strokes(name: str) -> str:
    try:
        svg = _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise UnknownIcon(name) from None
    inside = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return "".join(line.strip() for line in inside.splitlines())


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 18) -> SafeString:
    """The icon is always decoration: whatever it says stands beside it in words."""
    return mark_safe(
        f'<svg aria-hidden="true" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{_strokes(name)}</svg>'
    )


def warm(names: list[str]) -> None:
    """Read these icons now, so that the first page after a start is not the slow one."""
    for name in names:
        _strokes(name)
