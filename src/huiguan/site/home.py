"""Home: what waits for me, what is coming, what has happened; for whoever sees only their own, one narrow column."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.register.models import Kind, Organization
from huiguan.site import gathering
from huiguan.site.shell import groups

AHEAD, BACK = timedelta(days=14), timedelta(days=30)
OWN_AHEAD, OWN_BACK = timedelta(days=90), timedelta(days=365)


class Home(Screen):
    name = "home"
    prefix = ""
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        if self.request.reach.own:
            return self.portal()
        by, today = self.request.user, clock.today()
        found = gathering.waiting(by)
        cards = [card for card in found if card.waits]
        steps = gathering.first_steps(by, self.request.reach)
        is_new = gathering.are_mostly_ahead(steps)
        return self.show(
            "list",
            title=_("工作台"),
            cards=cards,
            followed=[card for card in found if not card.waits],
            things=gathering.things(cards),
            tiles=[] if is_new else gathering.tiles(by),
            shortcuts=[] if is_new else gathering.shortcuts(by),
            steps=steps,
            coming=gathering.coming(by, today + AHEAD, 6),
            recent=gathering.recent(by, today - BACK, 8),
        )

    def portal(self):
        by, today = self.request.user, clock.today()
        found, cards = gathering.own_matters(by)
        matters = [matter for matter in found if matter.waits]
        units = list(Organization.objects.filter(pk__in=self.request.reach.own))
        return self.show(
            "portal",
            title=_("首页"),
            units=units,
            is_department=bool(units) and all(unit.kind == Kind.DEPARTMENT for unit in units),
            matters=matters,
            followed=[matter for matter in found if not matter.waits],
            cards=cards,
            shortcuts=gathering.shortcuts(by),
            things=sum(matter.count for matter in matters) + gathering.things(cards),
            coming=gathering.coming(by, today + OWN_AHEAD, 3),
            recent=gathering.recent(by, today - OWN_BACK, 3),
        )


class More(Screen):
    """All places of the navigation on one page: the last tab of the phone."""

    name = "more"
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        return self.show("list", title=_("更多"), groups=groups(self.request))
