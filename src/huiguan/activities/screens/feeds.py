"""One's calendar in other programs: the page that gives the address, and the address itself."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiguan.activities.calendars import feeds, ics
from huiguan.activities.calendars.queries import within_sight
from huiguan.activities.rules import sees
from huiguan.kernel.acting import acting
from huiguan.kernel.fields import opened, sealed
from huiguan.kernel.models import CalendarFeed
from huiguan.kernel.reach import reaching
from huiguan.kernel.screens import Screen
from huiguan.kernel.words import labelled

SHOWN_ONCE = "calendar_feed_shown_once"


class Subscription(Screen):
    name = "subscription"
    prefix = "calendar/subscription/"
    pages = {"own": "", "make": "make/", "stop": "stop/"}
    rules = dict.fromkeys(pages, sees)
    posted = frozenset({"make", "stop"})

    def own(self):
        """The address, once: it lies sealed in the session and is taken out by being shown."""
        tenant, token = self.request.session.pop(SHOWN_ONCE, (None, ""))
        address = self._address(opened(token)) if token and tenant == self.request.tenant.pk else ""
        return self.show(
            "own",
            title=_("我的日历订阅"),
            feed=feeds.feed_of(self.request.user, self.request.tenant),
            address=address,
            webcal=address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
        )

    def make(self):
        if self.request.method == "POST":
            token = feeds.make(self.request.user, self.request.tenant)
            self.request.session[SHOWN_ONCE] = [self.request.tenant.pk, sealed(token)]
        return redirect(self.url("own"))

    def stop(self):
        if self.request.method == "POST":
            feeds.stop(self.request.user, self.request.tenant)
            messages.success(self.request, _("订阅已关闭，原来的地址不能再用"))
        return redirect(self.url("own"))

    def crumbs(self):
        return [{"label": _("活动日历"), "url": reverse("calendar.view")}]

    def _address(self, token: str) -> str:
        """As this browser reaches us: what is typed here works for whoever reaches the same host."""
        return self.request.build_absolute_uri(reverse("calendar.feed", args=[token]))


@login_not_required
@require_safe
def feed(request, token: str):
    """What the owner of the secret may see at this moment, whoever asks; nothing once they may see nothing."""
    if (found := feeds.found(token)) is None or (body := _body(found)) is None:
        raise Http404
    feeds.note_use(found)
    response = HttpResponse(body, content_type=ics.CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="huiguan.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=response["ETag"], response=response)
    response.may_be_kept = True  # by the program, so that it can ask whether there is anything new
    return response


def _body(found: CalendarFeed) -> bytes | None:
    user, tenant = found.user, found.tenant
    language = translation.override(user.language or settings.LANGUAGE_CODE)
    with reaching(user.reach(tenant)), acting(user), language:
        if not sees(user):
            return None
        return ics.feed_ics(feeds.in_the_feed(within_sight(user)), labelled(tenant.short or tenant, _("活动")))
