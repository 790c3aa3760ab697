"""What stands around every page: navigation, tenant, person, languages."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiguan.kernel.rooms import Item, rooms
from huiguan.kernel.telling import unread
from huiguan.kernel.words import listed
from huiguan.register.models import Office
from huiguan.register.models.bodies import in_force
from huiguan.site.pages import page_of
from huiguan.site.preferences import THEMES

GROUPS = [
    ("", ""),
    ("register", gettext_lazy("会员与组织")),
    ("service", gettext_lazy("服务与闭环")),
    ("reports", gettext_lazy("统计与溯源")),
    ("settings", gettext_lazy("设置")),
]


def shell(request):
    """The context of the base template; worked out only when a page uses it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request) -> dict:
    language = get_language()
    frame = {
        "product": _("会馆"),
        "seal": "馆",
        "tenant": "",
        "tenants": [],
        "groups": [],
        "tabs": [],
        "user": None,
        "languages": [(code, label, code == language) for code, label in settings.LANGUAGES],
        "language_url": reverse("language"),
        "theme": theme if (theme := request.COOKIES.get("theme")) in THEMES else "",
        "theme_url": reverse("theme"),
    }
    user = getattr(request, "user", None)
    tenant = getattr(request, "tenant", None)
    if user is None or not user.is_authenticated:
        return frame
    return frame | {
        "tenant": str(tenant or ""),
        "tenants": [{"id": t.pk, "name": str(t), "current": t == tenant} for t in request.tenants],
        "tenant_url": reverse("tenant"),
        "groups": groups(request) if tenant else [],
        "tabs": tabs(request) if tenant else [],
        "own": bool(tenant and request.reach.own),
        "user": {
            "name": str(user),
            "initial": str(user)[-1:],
            "office": offices(user) if tenant else "",
            **standing(user, tenant),
        },
        "search_url": reverse("search.results"),
        "sign_out_url": reverse("sign-out"),
        "password_url": reverse("password"),
        "inbox": {"url": reverse("messages.list"), "unread": unread(user, tenant)} if tenant else None,
        "settings_url": reverse("me.settings") if tenant else "",
    }


def offices(user) -> str:
    """What this person is here today, in a line."""
    held = Office.objects.filter(in_force(), person__user=user).select_related("post").order_by("post__order")
    return listed(office.post for office in held[:3])


def standing(user, tenant) -> dict:
    """For whom this person stands in today."""
    absent = user.stands_for(tenant) if tenant else []
    return {"stands_for": _("代 %(absent)s") % {"absent": listed(absent)} if absent else ""}


def items(request) -> list[Item]:
    """The navigation items whose pages let this person in, in order."""
    found = [item for room in rooms() for item in room.items]
    allowed = [item for item in found if item.is_for(request.reach) and page_of(item.page).rule(request.user)]
    return sorted(allowed, key=lambda item: item.order)


def _entry(request, item: Item) -> dict:
    url = item.address(request.user) if item.address else reverse(item.page)
    current = request.path == url or (url != "/" and request.path.startswith(url))
    count = item.count(request.user) if item.count else None
    return {"label": item.label, "url": url, "icon": item.icon, "count": count, "current": current}


def groups(request) -> list[dict]:
    allowed = items(request)
    found = []
    for code, label in GROUPS:
        entries = [_entry(request, item) for item in allowed if item.group == code]
        if entries:
            found.append({"label": label, "items": entries})
    return found


def tabs(request) -> list[dict]:
    on_phone = own_tabs(request) if request.reach.own else [_entry(request, i) for i in items(request) if i.on_phone]
    on_phone = on_phone[:4]
    more = reverse("more.list")
    current = request.path == more or not any(entry["current"] for entry in on_phone)
    return [*on_phone, {"label": _("更多"), "url": more, "icon": "menu", "count": None, "current": current}]


def own_tabs(request) -> list[dict]:
    """The bar of somebody who sees only their own: fewer places, under the names that they use."""
    mine = sorted((item for item in items(request) if item.tab), key=lambda item: item.tab.order)
    return [_entry(request, item) | {"label": item.tab.label} for item in mine]
