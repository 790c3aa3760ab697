"""What the site itself puts into the navigation, and what it does by the clock."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.notices import remind
from huiguan.kernel.rooms import Item, Room, Tab, Word
from huiguan.kernel.saved_views_pages import SavedViews
from huiguan.kernel.schedule import Job
from huiguan.site.cellar.nightly import nightly
from huiguan.site.gallery import Gallery
from huiguan.site.health import Health
from huiguan.site.home import Home, More
from huiguan.site.inbox import Inbox
from huiguan.site.me import Me
from huiguan.site.search import Search
from huiguan.site.tidy import tidy

ROOM = Room(
    name="site",
    label=_("会馆"),
    purpose=_("登录、工作台、导航，以及跨全部内容的搜索"),
    desks=[Home, More, Search, SavedViews, Inbox, Me, Health, Gallery],
    items=[
        Item("", _("工作台"), "layout-dashboard", "home.list", order=0, on_phone=True, tab=Tab(_("首页"), 0)),
        Item("settings", _("运行状况"), "activity", "health.list", order=90),
    ],
    words={"site.health": Word(_("查看运行状况"), ("admin",))},
    notices={"site.stand_in": _("请您代办")},
    jobs=[
        Job("site.backup", _("每天的备份"), "day at 02:30", nightly, once_for="installation"),
        Job("site.tidy", _("清理过期的登录状态和旧记录"), "day at 03:30", tidy, once_for="installation"),
        Job("site.remind", _("快到期和已逾期的提醒"), "day at 08:00", remind),
    ],
)
