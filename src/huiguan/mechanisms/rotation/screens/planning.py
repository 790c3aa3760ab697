"""Drawing up the roster of a scheme, and publishing it."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.forms import Form
from huiguan.kernel.words import labelled
from huiguan.mechanisms.rotation import actions, words
from huiguan.mechanisms.rotation import consequences as then
from huiguan.mechanisms.rotation.forms import PlanForm
from huiguan.mechanisms.rotation.models import Roster, Seat, Turn, TurnState, Wish
from huiguan.mechanisms.rotation.plans import later
from huiguan.mechanisms.rotation.queries import taking_part
from huiguan.mechanisms.rotation.rules import plans_it
from huiguan.mechanisms.rotation.solver import Impossible

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
            form = PlanForm(by=self.request.user, record=self.record, initial=self.next_year())
        elif self.drawn is None:
            form = self.plan_form
        else:
            roster = actions.propose(self.drawn, by=self.request.user)
            messages.success(self.request, self.planned(roster))
            return redirect("rosters.detail", roster.pk)
        title = _("编排 · %(scheme)s") % {"scheme": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("编排"), mind=self.to_know())

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
        if not scheme.steps.exists():
            found.append(_("方案里还没有步骤：没有步骤也能编排，但看板上没有进度可看"))
        return found

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
