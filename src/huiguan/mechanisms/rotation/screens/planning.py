"""Drawing up the roster of a scheme, and publishing it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.forms import Form
from huiguan.kernel.words import labelled, listed
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.forms import PlanForm
from huiguan.mechanisms.rotation.models import Roster, Seat, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.plans import later
from huiguan.mechanisms.rotation.queries import in_tables, taking_part
from huiguan.mechanisms.rotation.rules import plans_it
from huiguan.mechanisms.rotation.solver import Impossible
from huiguan.mechanisms.rotation.troubles import troubles

PAGES = {"plan": "<whole:pk>/plan/", "publish": "<whole:pk>/publish/"}
RULES = dict.fromkeys(PAGES, plans_it)


class Planning:
    """Pages of the schemes' desk: 编排 and 全部公布."""

    def prepare(self, pk: int) -> None:
        """The solver may take half a minute: it works before the transaction begins, and only reads."""
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        self.check(self.record)
        self.plan_form, self.drawn = PlanForm(self.request.POST, by=self.request.user, record=self.record), None
        if self.plan_form.is_valid():
            try:
                self.drawn = actions.draw(self.record, **self.plan_form.cleaned_data)
            except Impossible as reasons:
                for row in reasons.lacks:
                    self.plan_form.add_error(None, words.lack(row, self.record))
            except actions.NothingToPlan as nothing:
                self.plan_form.add_error(None, self.nothing(str(nothing)))

    def plan(self):
        """From when to when: what comes of it is shown beside what there is, and adopted or not."""
        if self.request.method != "POST":
            form = PlanForm(by=self.request.user, record=self.record, initial=self.suggested_days())
        elif self.drawn is None:
            form = self.plan_form
        else:
            roster = actions.propose(self.drawn, by=self.request.user)
            messages.success(self.request, self.planned(roster))
            return redirect("rosters.detail", roster.pk)
        title = _("编排 · %(scheme)s") % {"scheme": self.record}
        facts = {"mind": self.to_know(), "troubles": self.troubles(), "published_url": "?published=1"}
        return self.ask(form, title, self.url_of(self.record), submit=_("编排"), **facts)

    def troubles(self) -> list[str]:
        """What has happened to published turns, for which they could be planned anew."""
        return [labelled(in_tables(turn), listed(told)) for turn, told in troubles(self.record).items()]

    def suggested_days(self) -> dict[str, Any]:
        """The turns that come next; or, where it is asked for, the published ones to which something has happened."""
        turns = list(troubles(self.record)) if self.request.GET.get("published") else []
        if not turns:
            return self.next_year()
        return {"starts": turns[0].starts, "ends": max(turn.ends for turn in turns), "with_published": True}

    def to_know(self) -> list[str]:
        """Who takes part, before anything is planned."""
        scheme, today = self.record, clock.today()
        wishes = Wish.objects.filter(scheme=scheme, ends__gte=today)
        by_hand = Seat.objects.filter(turn__scheme=scheme, turn__state=TurnState.DRAFTED, by_hand=True).count()
        facts = {"n": taking_part(scheme, today).count(), "counter": scheme.counter}
        found = [_("参加编排的 %(n)s %(counter)s") % facts]
        must = wishes.filter(kind__in=(Wish.Kind.BLACKOUT, Wish.Kind.PIN)).count()
        if must:
            found.append(_("不能安排、必须安排的要求 %(n)s 条，一定照办") % {"n": must})
        if count := wishes.count() - must:
            found.append(_("希望安排、最好避开的意愿 %(n)s 条，尽量照顾；照顾不到的，排好以后逐条列出") % {"n": count})
        if by_hand:
            found.append(_("手工安排的 %(n)s 席保持不动") % {"n": by_hand})
        found += self.roles_to_know()
        if not scheme.steps.exists():
            found.append(_("方案里还没有步骤：没有步骤也能编排，但看板上没有进度可看"))
        return found

    def roles_to_know(self) -> list[str]:
        """Where the roles do not fit the size of a turn."""
        scheme, roles = self.record, list(self.record.roles.all())
        least, most = sum(role.least for role in roles), sum(role.most for role in roles)
        facts = {"least": least, "most": most, "sizes": scheme.sizes}
        if least > scheme.hosts_to:
            return [_("各个称呼合计至少要 %(least)s 位，方案规定每期%(sizes)s：排不出来，请先改称呼或每期最多") % facts]
        if roles and most < scheme.hosts_to:
            return [_("各个称呼合计最多 %(most)s 位，方案规定每期%(sizes)s：多出来的没有称呼") % facts]
        return []

    def publish(self):
        """Every drafted turn at once; each says why not, where it cannot be published yet."""
        drafted = list(Turn.objects.filter(scheme=self.record, state=TurnState.DRAFTED).order_by("starts"))
        if self.request.method == "POST":
            answers = actions.publish_all(drafted, by=self.request.user)
            done = sum(not why for _turn, why in answers)
            messages.success(self.request, _("已公布 %(n)s 期") % {"n": done})
            for turn, why in answers:
                if why:
                    messages.warning(self.request, labelled(turn, why))
            years = [turn.starts.year for turn, why in answers if not why]
            asked = {"scheme": self.record.pk, **({"year": years[0]} if years else {})}
            return redirect(f"{reverse('rotation.board')}?{urlencode(asked)}")
        mind = then.publishing_all(drafted) if drafted else []
        problem = "" if drafted else _("没有编排中的期次")
        title = _("全部公布 · %(scheme)s") % {"scheme": self.record}
        return self.ask(Form(), title, self.url_of(self.record), submit=_("全部公布"), problem=problem, mind=mind)

    def next_year(self) -> dict[str, date]:
        """What is most likely wanted: from the end of what is settled to the end of that year; one turn at least."""
        last = Turn.objects.filter(scheme=self.record).exclude(state=TurnState.DRAFTED).order_by("-ends").first()
        starts = last.ends + timedelta(days=1) if last else self.record.starts
        one_turn = later(starts, self.record.unit, self.record.length) - timedelta(days=1)
        return {"starts": starts, "ends": max(date(starts.year, 12, 31), one_turn)}

    def planned(self, roster: Roster) -> str:
        turns = len(roster.windows)
        if roster.proven:
            return _("已排出 %(turns)s 期，并已证明没有更好的排法；采用之后才生效") % {"turns": turns}
        return _("已排出 %(turns)s 期；时间有限，尚未证明是最好的排法；采用之后才生效") % {"turns": turns}

    def nothing(self, what: str) -> str:
        if what == "candidates":
            return _("没有可以轮值的：请检查方案里参加轮值的职务、报名和小组，或先登记任职")
        return _("这段时间里没有可编排的期次：可能都已公布、在暂停期内，或不在方案的起止日期里")
