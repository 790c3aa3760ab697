"""One's own card, and how far the links are kept: each sees their own, the office all, nobody a ranking."""

from __future__ import annotations

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.numbers import whole
from huiguan.kernel.screens import Screen
from huiguan.kernel.sheets import download, workbook
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.coverage import Coverage, OfLinker
from huiguan.mechanisms.liaison.models import Link, Linker, LinkScheme
from huiguan.mechanisms.liaison.queries import in_force, linkers_of, links_after
from huiguan.mechanisms.liaison.rules import inspects, plans_it, sees_own_card

LONG = 90  # days without any contact


def with_coming(rows: list[OfLinker]) -> list[dict]:
    """Each leader with the links that begin later."""
    later: dict[int, list[Link]] = {}
    for link in links_after(clock.today()).filter(linker__in=[row.linker.pk for row in rows]):
        later.setdefault(link.linker_id, []).append(link)
    return [{"row": row, "coming": later.get(row.linker.pk, [])} for row in rows]


class LiaisonScreen(Screen):
    name = "liaison"
    title = gettext_lazy("领导联系")
    pages = {"mine": "mine/", "coverage": "coverage/", "export": "coverage/export/"}
    rules = {"mine": sees_own_card, "coverage": inspects, "export": inspects}

    def mine(self):
        """The card of the leader who one is or serves; of several each with the way there."""
        linkers = list(linkers_of(self.request.user))
        if len(linkers) == 1:
            return redirect("linkers.detail", linkers[0].pk)
        return self.show("mine", title=_("我联系的"), rows=with_coming(Coverage(linkers).rows))

    # all of a scheme

    def chosen(self) -> tuple[LinkScheme | None, list[LinkScheme]]:
        schemes = list(
            LinkScheme.objects.filter(inspects.q(self.request.user, LinkScheme)).order_by("-starts", "pinyin")
        )
        wanted = whole(self.request.GET.get("scheme"))
        running = {one.pk for one in in_force(clock.today())}
        first = next((one for one in schemes if one.pk in running), schemes[0] if schemes else None)
        return next((one for one in schemes if one.pk == wanted), first), schemes

    def rows(self, scheme: LinkScheme | None) -> list[OfLinker]:
        if scheme is None:
            return []
        linkers = Linker.objects.filter(on_day(clock.today()), scheme=scheme).select_related("scheme", "officer")
        return Coverage(linkers.order_by("pinyin", "pk")).rows

    def coverage(self):
        scheme, schemes = self.chosen()
        rows = self.rows(scheme)
        return self.show(
            "coverage",
            title=_("联系完成情况"),
            scheme=scheme,
            schemes=schemes,
            rows=with_coming(rows),
            tiles=self.tiles(rows),
            may_create=plans_it(self.request.user),
            today=clock.today(),
        )

    def tiles(self, rows: list[OfLinker]) -> list[dict]:
        """Of all together: what was asked and done, who has heard from nobody for long."""
        dues = [due for row in rows for due in row.dues]
        links = [link for row in rows for link in row.links]
        quiet = sum(link.days_since is None or link.days_since > LONG for link in links)
        done = sum(due.is_done for due in dues)
        return [
            {"label": _("联系领导"), "value": len(rows), "unit": _("人"), "icon": "handshake", "hue": "sky"},
            {
                "label": _("联系关系"),
                "value": len(links),
                "unit": pgettext("联系", "对"),
                "icon": "link",
                "hue": "violet",
            },
            {
                "label": _("规定的已完成"),
                "value": done,
                "unit": _("项"),
                "icon": "list-checks",
                "hue": "jade",
                "note": _("这段时间规定 %(n)s 项") % {"n": len(dues)},
            },
            {
                "label": _("好久没有联系"),
                "value": quiet,
                "unit": pgettext("联系", "对"),
                "icon": "hourglass",
                "hue": "gold",
                "note": _("%(n)s 天以上，或者从来没有") % {"n": LONG},
            },
        ]

    def export(self):
        """One line for each link, with what is asked and what was done."""
        scheme, _schemes = self.chosen()
        heads = [
            _("领导"),
            _("职务"),
            _("联络员"),
            _("联系对象"),
            _("上次联系"),
            _("距今天数"),
            _("下次约定"),
            _("要求与完成"),
        ]
        lines = []
        for row in self.rows(scheme):
            for link in row.links:
                asked = listed(
                    _("%(what)s：%(done)s 次") % {"what": due.minimum, "done": due.done} for due in link.dues
                )
                last, coming = link.last and link.last.on, link.next and link.next.on
                leader = [str(row.linker), row.linker.post, str(row.linker.officer or "")]
                lines.append([*leader, str(link.target), last, link.days_since, coming, asked])
        title = str(_("联系完成情况"))
        return download(workbook(title, heads, lines), title)
