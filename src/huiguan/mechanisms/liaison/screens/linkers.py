"""A leader's card: whom they are linked to, what they told them, what they were asked and answered, what is next."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.days import holds_on
from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.words import listed, span
from huiguan.mechanisms.liaison import actions, words
from huiguan.mechanisms.liaison.card import Card
from huiguan.mechanisms.liaison.forms import HandOverForm, LinkerForm
from huiguan.mechanisms.liaison.models import Briefing, Link, Linker
from huiguan.mechanisms.liaison.queries import links_on
from huiguan.mechanisms.liaison.rules import inspects, plans_it, records_for, sees_card
from huiguan.mechanisms.liaison.screens.schemes import LinkSchemePartDesk


class LinkerDesk(LinkSchemePartDesk):
    model = Linker
    name = "linkers"
    one = pgettext_lazy("新增的", "联系领导")
    form_class = LinkerForm
    pages = {**LinkSchemePartDesk.pages, "hand_over": "<whole:pk>/hand-over/"}
    posted = LinkSchemePartDesk.posted | {"hand_over"}
    rules = {**LinkSchemePartDesk.rules, "detail": sees_card, "hand_over": plans_it}
    step_words = {"hand_over": gettext_lazy("交接")}

    def get_queryset(self):
        return Linker.objects.select_related("scheme__node", "person__organization", "officer", "took_over")

    def url_of(self, record) -> str:
        return self.url("detail", record.pk) if record.pk else self.gone(record)

    def gone(self, record) -> str:
        return LinkSchemePartDesk.url_of(self, record)

    def save(self, form):
        linker = super().save(form)
        actions.come_as(linker, by=self.request.user)
        return linker

    def subtitle(self, record):
        return record.post

    def facts(self, record):
        known = [*record.trade_names, *record.sectors.all(), *record.chamber_types.all(), *record.townships.all()]
        rows = [
            (gettext_lazy("层级"), record.get_level_display()),
            (gettext_lazy("联络员"), record.officer or _("没有")),
            (gettext_lazy("分管与片区"), listed(known)),
            (gettext_lazy("起止"), span(record.starts, record.ends) if record.ends else f"{record.starts} –"),
            (pgettext_lazy("单数", "联系方案"), record.scheme, self.gone(record)),
        ]
        if record.took_over:
            rows.append((gettext_lazy("接自"), record.took_over.titled))
        return rows

    def detail(self, **context):
        linker, by = self.record, self.request.user
        card = Card(linker)
        told = Briefing.objects.filter(inspects.q(by, Briefing), pk__in=[row["briefing"].pk for row in card.briefed])
        return super().detail(
            card=card,
            open_briefings=set(told.values_list("pk", flat=True)),
            past=self.past(linker),
            may_record=records_for(by, linker) and holds_on(linker, clock.today()),
            may_plan=plans_it(by, linker),
            print=True,
            **context,
        )

    def say_if_too_many(self, linker: Linker) -> None:
        n, most = links_on(clock.today()).filter(linker=linker).count(), linker.bounds[1]
        if most is not None and n > most:
            told = _("%(who)s 现在联系 %(n)s %(counter)s，超过规定的 %(most)s %(counter)s")
            facts = {"who": linker.titled, "n": n, "most": most, "counter": linker.scheme.counter}
            messages.warning(self.request, told % facts)

    def past(self, linker: Linker) -> list[dict]:
        """Links that are over, and why."""
        rows = Link.objects.filter(linker=linker, ends__lt=clock.today()).select_related("target__organization")
        names = words.Names(linker.scheme)
        return [{"link": one, "why": one.end_reason or words.reasons(one.reasons, names, {})} for one in rows]

    def hand_over(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = HandOverForm(data, by=self.request.user, record=self.record)
        if self.is_settled(form):
            try:
                with self.saving(form):
                    new = actions.hand_over(self.record, by=self.request.user, **form.cleaned_data)
                    messages.success(self.request, _("已交接给 %(who)s；做过的留在原来的一栏") % {"who": new.titled})
                    self.say_if_too_many(new)
                    return redirect(self.url_of(new))
            except NotAllowed as refusal:  # as when somebody else has handed it over at the same moment
                form.add_error(None, str(refusal))
        title = _("交接 · %(who)s") % {"who": self.record.titled}
        mind = [_("联系关系、没回复的问题、没阅知的通报和约好的联系都随职务过去；做过的记录留在他（她）名下")]
        seen = self.record.version
        return self.ask(form, title, self.url_of(self.record), submit=_("交接"), mind=mind, seen=seen)
