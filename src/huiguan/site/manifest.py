"""What the site itself puts into the navigation."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Item, Room, Tab
from huiguan.site.gallery import Gallery
from huiguan.site.home import Home, More
from huiguan.site.search import Search

ROOM = Room(
    name="site",
    label=_("会馆"),
    purpose=_("登录、工作台、导航，以及跨全部内容的搜索"),
    desks=[Home, More, Search, Gallery],
    items=[Item("", _("工作台"), "layout-dashboard", "home.list", order=0, on_phone=True, tab=Tab(_("首页"), 0))],
)
