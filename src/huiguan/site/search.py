"""One search box over everything that the person may see."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.asked import too_long
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Listing
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.kernel.search import shortened

SHOWN_OF_EACH = 8


class Search(Screen):
    name = "search"
    title = _("搜索")
    pages = {"results": ""}
    rules = {"results": anyone}

    def results(self):
        asked = self.request.GET.get("q", "")
        text = shortened(asked)
        found = [group for desk in self.desks() if text and (group := self.group(desk, text))]
        return self.show("results", partial="results", text=text, found=found, notes=too_long(asked), title=self.title)

    def desks(self) -> list[type[Desk]]:
        """The desks whose records are searched and whose list this person may open."""
        desks = [desk for room in rooms() for desk in room.desks if issubclass(desk, Desk) and _is_searched(desk)]
        return [desk for desk in desks if desk.rules["list"](self.request.user)]

    def group(self, desk_class: type[Desk], text: str) -> dict | None:
        """The first records that are found, as the desk's own list finds and shows them."""
        desk = desk_class()
        desk.request = self.request
        listing = Listing(
            rows_of=desk.visible(),
            params=QueryDict(urlencode({"q": text})),
            shown_columns=[replace(column, sort="") for column in desk.columns],
            filter_class=desk.filter_class,
            request=self.request,
            url_of=desk.url_of,
            page_size=SHOWN_OF_EACH,
        )
        if not listing.count:
            return None
        more_url = f"{desk.url('list')}?{urlencode({'q': text})}" if listing.count > SHOWN_OF_EACH else ""
        return {"desk": desk, "listing": listing, "more_url": more_url}


def _is_searched(desk: type[Desk]) -> bool:
    """A desk with a list and a page for each record, of a model that says what is searched."""
    return {"list", "detail"} <= set(desk.pages) and bool(getattr(desk.model, "searched", ()))
