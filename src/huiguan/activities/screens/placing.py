"""Seats, seat cards and badges of an activity, on one page with who is on them."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.activities import placing, seating
from huiguan.activities.forms.placing import PlacingForm
from huiguan.activities.rules import arranges
from huiguan.activities.screens.arranged import arranged
from huiguan.kernel.papers import send
from huiguan.kernel.screens import Screen

PAPERS = {
    "seats": (_("座次表"), lambda activity, people, width: placing.seats(activity, people, width)),
    "cards": (_("席卡"), lambda activity, people, width: placing.seat_cards(activity, people)),
    "badges": (_("胸牌"), lambda activity, people, width: placing.badges(activity, people)),
}


class Placing(Screen):
    name = "placing"
    pages = {"of": "of/<whole:owner>/", **{name: f"of/<whole:owner>/{name}/" for name in PAPERS}}
    rules = dict.fromkeys(pages, arranges)

    def of(self, owner: int):
        activity, form = self._asked(owner)
        people, width = (self._people(activity, form), form.cleaned_data["width"]) if form.is_valid() else ([], 1)
        query = self.request.GET.urlencode()
        here = {"label": str(activity), "url": reverse("activities.detail", args=[activity.pk])}
        return self.show(
            "of",
            code=200 if form.is_valid() else 422,
            title=gettext("证件与座次 · %(activity)s") % {"activity": activity},
            crumbs=[{"label": gettext("活动"), "url": reverse("activities.list")}, here],
            form=form,
            people=people,
            rows=[" · ".join(sitter.name for sitter in row if sitter) for row in seating.rows(people, width)],
            papers=[(label, f"{self.url(name, owner)}?{query}") for name, (label, _made) in PAPERS.items()],
        )

    def seats(self, owner: int):
        return self._paper(owner)

    cards = badges = seats

    def _paper(self, owner: int):
        activity, form = self._asked(owner)
        if not form.is_valid():
            return self.wrong(400, gettext("没有生成：选项无效"), advice=gettext("请回到上一页，重新选一下"))
        label, made = PAPERS[self.page]
        paper = made(activity, self._people(activity, form), form.cleaned_data["width"])
        return send(paper, f"{label}-{activity}")

    def _asked(self, owner: int):
        activity = arranged(self.request.user, owner)
        usual = {"whom": placing.usual(activity), "width": PlacingForm.USUAL}
        asked = {name: self.request.GET.get(name, value) for name, value in usual.items()}
        return activity, PlacingForm(asked, by=self.request.user, record=activity)

    def _people(self, activity, form):
        return placing.of(activity, form.cleaned_data["whom"])
