"""One search box over everything that the person may see."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.kernel.search import matching

SHOWN_OF_EACH = 8


class Search(Screen):
    name = "search"
    title = _("搜索")
    pages = {"results": ""}
    rules = {"results": anyone}

    def results(self):
        text = self.request.GET.get("q", "").strip()[:60]
        found = [group for desk in self.desks() if text and (group := self.group(desk, text))]
        return self.show("results", partial="results", text=text, found=found, title=self.title)

    def desks(self) -> list[type[Desk]]:
        """The desks whose records are searched and whose list this person may open."""
        desks = [desk for room in rooms() for desk in room.desks if issubclass(desk, Desk) and _is_searched(desk)]
        return [desk for desk in desks if desk.rules["list"](self.request.user)]

    def group(self, desk: type[Desk], text: str) -> dict | None:
        rows = matching(desk.model.objects.filter(desk.rules["detail"].q(self.request.user, desk.model)), text)
        records = list(rows[: SHOWN_OF_EACH + 1])
        if not records:
            return None
        return {
            "label": desk.title,
            "records": [{"title": str(r), "url": desk.url("detail", r.pk)} for r in records[:SHOWN_OF_EACH]],
            "more_url": f"{desk.url('list')}?q={text}" if len(records) > SHOWN_OF_EACH else "",
        }


def _is_searched(desk: type[Desk]) -> bool:
    """A desk with a list and a page for each record, of a model that says what is searched."""
    return {"list", "detail"} <= set(desk.pages) and bool(getattr(desk.model, "searched", ()))
