"""消息: what a person was told, the newest first; a button marks, opening the page changes nothing."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.models import Message
from huiguan.kernel.outbox import as_text
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.kernel.telling import kinds, link_of, open_to

PAGE_SIZE = 20


class Inbox(Screen):
    name = "messages"
    pages = {"list": "", "open": "<whole:pk>/open/", "mark": "<whole:pk>/mark/", "all": "all/"}
    rules = {"list": anyone, "open": anyone, "mark": anyone, "all": anyone}
    posted = frozenset({"open", "mark", "all"})

    def mine(self):
        return Message.objects.filter(user=self.request.user, tenant=self.request.tenant)

    def list(self):
        unread = "unread" in self.request.GET
        mine, new = self.mine(), self.mine().filter(seen_at=None)
        page = Paginator(new if unread else mine, PAGE_SIZE).get_page(self.request.GET.get("page"))
        messages = list(page.object_list.select_related("tenant", "in_stead_of"))
        readable = open_to(self.request.user, messages)
        return self.show(
            "list",
            title=_("消息"),
            rows=[_row(message, message.pk in readable) for message in messages],
            page=page,
            pages=list(page.paginator.get_elided_page_range(page.number)),
            unread=unread,
            tabs=[
                {"label": _("全部"), "url": self.url("list"), "count": mine.count(), "current": not unread},
                {"label": _("未读"), "url": f"{self.url('list')}?unread", "count": new.count(), "current": unread},
            ],
        )

    def open(self, pk: int):
        """Read, and on to what it tells of."""
        if self.request.method != "POST":
            return redirect(self.url("list"))
        message = get_object_or_404(self.mine(), pk=pk)
        _mark(self.mine().filter(pk=pk, seen_at=None), True)
        return redirect(link_of(message) or self.url("list"))

    def mark(self, pk: int):
        if self.request.method == "POST":
            message = get_object_or_404(self.mine(), pk=pk)
            _mark(self.mine().filter(pk=message.pk), self.request.POST.get("seen") == "1")
        return redirect(self.url("list"))

    def all(self):
        if self.request.method == "POST":
            _mark(self.mine().filter(seen_at=None), True)
        return redirect(self.url("list"))


def _mark(messages, seen: bool) -> None:
    messages.update(seen_at=clock.now() if seen else None)


def _row(message: Message, readable: bool) -> dict:
    """What of a message is shown: of what kind it is, and none of its words, while its record is out of reach."""
    absent = message.in_stead_of
    shown = {"pk": message.pk, "at": message.made, "seen": message.seen_at is not None, "readable": readable}
    shown["stead"] = _("代 %(absent)s") % {"absent": absent} if absent else ""
    if not readable:
        kind = kinds().get(message.kind, "")
        return shown | {"subject": " · ".join(map(str, filter(None, [kind, _("这条消息说的内容，您现在看不到了")])))}
    words = {"subject": message.subject, "text": message.text, "link": link_of(message), "copied": as_text(message)}
    return shown | words
