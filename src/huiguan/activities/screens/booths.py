"""The stands of a fair, kept on the activity's page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, booths
from huiguan.activities.forms import BoothForm, BoothsForm
from huiguan.activities.models import Booth
from huiguan.activities.rules import arranges
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.kernel import sheets
from huiguan.kernel.flow import NotNow
from huiguan.kernel.papers import send


class BoothDesk(PartOfActivity):
    name = "booths"
    model = Booth
    form_class = BoothForm
    title = _("展位")
    one = pgettext_lazy("新增的", "展位")
    pages = {
        **PartOfActivity.pages,
        "many": "of/<whole:owner>/many/",
        "sheet": "of/<whole:owner>/booths.xlsx",
        "signs": "of/<whole:owner>/signs.docx",
    }
    posted = PartOfActivity.posted | {"many"}
    rules = dict.fromkeys(("add", "edit", "delete", "many", "sheet", "signs"), arranges)

    def get_queryset(self):
        return Booth.objects.select_related("activity", "organization")

    def save(self, form):
        return actions.give_booth(form.save(commit=False), by=self.request.user)

    def many(self, owner: int):
        activity = self.activity = arranged(self.request.user, owner)
        form = BoothsForm(self.request.POST or None, by=self.request.user, record=activity)
        then = self.url_of(Booth(activity=activity))
        if form.is_bound and form.is_valid():
            made, twice = actions.lay_booths(activity, form.numbers, by=self.request.user)
            said = gettext("已设 %(n)s 个展位") % {"n": len(made)}
            if twice:
                said += gettext("；%(n)s 个号码已经有了") % {"n": twice}
            messages.success(self.request, said)
            return redirect(then)
        title = gettext("设一排展位 · %(activity)s") % {"activity": activity}
        return self.ask(form, title, then, submit=gettext("设展位"))

    def sheet(self, owner: int):
        activity = self.activity = arranged(self.request.user, owner)
        book = sheets.workbook(gettext("展位"), *booths.table(booths.of(activity)))
        return sheets.download(book, gettext("展位 · %(activity)s") % {"activity": activity})

    def signs(self, owner: int):
        """One for each stand that is given to somebody, two on a sheet."""
        activity = self.activity = arranged(self.request.user, owner)
        given = [booth for booth in booths.of(activity) if booth.exhibitor]
        if not given:
            raise NotNow("signs")
        return send(booths.signs(given), gettext("展位牌-%(activity)s") % {"activity": activity})
