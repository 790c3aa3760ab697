"""Home: what waits for me, and the cards that each room shows to whom they concern."""

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
        return self.show("list", cards=cards)


class More(Screen):
    """All places of the navigation on one page: the last tab of the phone."""

    name = "more"
    pages = {"list": ""}
    rules = {"list": anyone}

    def list(self):
        return self.show("list", groups=groups(self.request))
