"""What those who serve have said about their time, and what it would cost to go by it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.forms import Form
from huiguan.kernel.lists import Column
from huiguan.kernel.numbers import whole
from huiguan.kernel.words import severally, span
from huiguan.mechanisms.rotation import actions, forms, words
from huiguan.mechanisms.rotation.models import Roster, Scheme, Wish
from huiguan.mechanisms.rotation.queries import current_scheme
from huiguan.mechanisms.rotation.rules import inspects, plans_it
from huiguan.mechanisms.rotation.screens import lacks
from huiguan.mechanisms.rotation.screens.settings import WarnsOfSeats
from huiguan.mechanisms.rotation.solver import Impossible
from huiguan.mechanisms.rotation.troubles import standing, touched

SOFT = (Wish.Kind.WANTS, Wish.Kind.AVOIDS)


class WishDesk(WarnsOfSeats, Desk):
    model = Wish
    name = "wishes"
    title = gettext_lazy("时间意愿")
    purpose = gettext_lazy("什么时候不能、什么时候希望轮值；编排时不能安排的一定避开，希望的尽量满足")
    unit = pgettext_lazy("意愿", "条")
    one = pgettext_lazy("新增的", "意愿")
    form_class = forms.WishForm
    tab_name = "kind"
    tab_choices = Wish.Kind.choices
    pages = {"grant": "<whole:pk>/grant/"}
    posted = Desk.posted | {"grant"}
    prepared = frozenset({"grant"})
    rules = {
        **dict.fromkeys(("list", "detail"), inspects),
        **dict.fromkeys(("create", "edit", "delete", "grant"), plans_it),
    }
    columns = [
        Column("bearer", gettext_lazy("谁"), lambda w: {"title": str(w.bearer), "note": w.note}, "name"),
        Column("kind", gettext_lazy("意愿"), lambda w: w.get_kind_display()),
        Column("starts", gettext_lazy("起"), lambda w: w.starts, "date", sort="starts"),
        Column("ends", gettext_lazy("止"), lambda w: w.ends, "date", sort="ends"),
        Column("scheme", gettext_lazy("方案"), lambda w: w.scheme),
    ]

    def get_queryset(self):
        return Wish.objects.select_related("organization", "person", "team", "scheme")

    def facts(self, record):
        return [
            (gettext_lazy("谁"), record.bearer),
            (gettext_lazy("意愿"), record.get_kind_display()),
            (gettext_lazy("起止"), span(record.starts, record.ends)),
            (gettext_lazy("说明"), record.note),
            (gettext_lazy("方案"), record.scheme),
        ]

    def is_away(self, saved) -> bool:
        return saved.kind == Wish.Kind.BLACKOUT

    def lacking(self):
        return lacks.of_schemes(self.request.user)

    def new_record(self):
        """Of the scheme in the address, else of the one in force."""
        schemes = Scheme.objects.all()
        scheme = schemes.filter(pk=whole(self.request.GET.get("scheme"))).first() or current_scheme(schemes)
        return Wish(scheme=scheme)

    def form_title(self) -> str:
        return f"{super().form_title()} · {self.record.scheme}"

    def detail(self, **context):
        """With what granting it would cost, as the last plan that touches it has found."""
        roster = self.last_roster() if self.record.kind in SOFT else None
        rows = words.unmet(roster.unmet, roster.scheme, roster.windows) if roster else []
        mine = [row for row in rows if row["wish"] == self.record]
        return super().detail(roster=roster, unmet=mine, **context)

    def last_roster(self) -> Roster | None:
        wish = self.record
        days = {"starts__lte": wish.ends, "ends__gte": wish.starts}
        return Roster.objects.filter(scheme=wish.scheme, **days).select_related("scheme").first()

    def prepare(self, pk: int) -> None:
        """The solver works before the transaction begins, and only reads."""
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        self.check(self.record)
        self.drawn, self.problem, last = (
            None,
            _("这段时间还没有编排过：先编排，再看这条意愿照顾到没有"),
            self.last_roster(),
        )
        if last is None or self.record.kind not in SOFT:
            return
        turns = touched(self.record, standing(self.record.scheme))
        days = {"starts": last.starts, "ends": last.ends, "with_published": last.with_published or bool(turns)}
        try:
            self.drawn = actions.draw(self.record.scheme, granted=self.record, **days)
        except Impossible as reasons:
            self.problem = severally(words.lack(row, self.record.scheme) for row in reasons.lacks)
        except actions.NothingToPlan:
            self.problem = _("这段时间里没有可编排的期次：可能已经开始，或在暂停期里")

    def grant(self):
        """A plan with the wish met whatever it costs, to be compared and adopted or not."""
        wish = self.record
        title, back = _("照这个意愿重排：%(wish)s") % {"wish": wish}, self.url_of(wish)
        if self.request.method != "POST":
            mind = [_("先排出一稿来对照，采用之前什么都不改")]
            return self.ask(Form(), title, back, submit=_("照这个意愿重排"), mind=mind)
        if self.drawn is None:
            return self.ask(Form(), title, back, problem=self.problem)
        roster = actions.propose(self.drawn, by=self.request.user)
        messages.success(self.request, _("已照这个意愿排出一稿，采用之后才生效"))
        return redirect("rosters.detail", roster.pk)
