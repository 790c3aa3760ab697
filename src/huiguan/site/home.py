"""Home: what waits for me, and the cards that each room shows to whom they concern."""

from django.utils.translation import gettext as _

from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.site.shell import groups


class Home(Screen):
    name = "home"
    prefix = ""
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        cards = [card for room in rooms() if room.cards for card in room.cards(self.request.user)]
        return self.show("list", title=_("工作台"), cards=cards, places=groups(self.request)[1:])


class More(Screen):
    """All places of the navigation on one page: the last tab of the phone."""

    name = "more"
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        return self.show("list", title=_("更多"), groups=groups(self.request))
