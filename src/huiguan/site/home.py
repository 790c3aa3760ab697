"""Home: what waits for me, and the cards that each room shows to whom they concern."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures, rooms
from huiguan.kernel.rules import anyone, holds_for_all
from huiguan.kernel.screens import Screen
from huiguan.site.shell import groups

may_read_figures = holds_for_all("reports.view")
TILES = [
    ("register.firms", "building-2", "ink"),
    ("register.chambers", "landmark", "violet"),
    ("rotation.firms_visited", "footprints", "jade"),
    ("rotation.suggestions_useful", "lightbulb", "sky"),
]


class Home(Screen):
    name = "home"
    prefix = ""
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        cards = [card for room in rooms() if room.cards for card in room.cards(self.request.user)]
        return self.show("list", title=_("工作台"), cards=cards, places=groups(self.request)[1:], tiles=self.tiles())

    def tiles(self) -> list[dict]:
        """This year in a few figures, each opening its records; for whoever may see the whole."""
        if not may_read_figures(self.request.user):
            return []
        today, installed = clock.today(), figures()
        period = Period(today.replace(month=1, day=1), today)
        return [
            {
                "label": installed[key].label,
                "value": installed[key].read(period)[0],
                "unit": installed[key].unit,
                "icon": icon,
                "hue": hue,
                "note": _("截至今天") if installed[key].kind == "stock" else _("今年以来"),
                "url": f"{reverse('figures.detail', args=[key])}?starts={period.starts}&ends={period.ends}",
            }
            for key, icon, hue in TILES
            if key in installed
        ]


class More(Screen):
    """All places of the navigation on one page: the last tab of the phone."""

    name = "more"
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        return self.show("list", title=_("更多"), groups=groups(self.request))
