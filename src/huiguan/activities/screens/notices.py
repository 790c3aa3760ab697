"""What the guests of an activity are to be told: ready to be copied, and ticked off."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.activities import guests, queries, wording
from huiguan.activities.forms import TellForm
from huiguan.activities.models import Activity, Occasion
from huiguan.activities.rules import arranges
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.of_activity import crumbs_of
from huiguan.kernel.flow import perform
from huiguan.kernel.screens import Screen

TO_ALL = (Occasion.CANCELLED, Occasion.CHANGED, Occasion.COMING_UP, Occasion.REOPENED)
DONE = {
    "tell": _("已记下：告诉了 %(n)s 位"),
    "untell": _("已改回：%(n)s 位还没有告诉"),
    "drop": _("%(n)s 位不用告诉了"),
    "recall": _("%(n)s 位还要告诉"),
}


class NoticeDesk(Screen):
    name = "notices"
    pages = {"of": "of/<whole:owner>/"}
    posted = frozenset({"of"})
    rules = {"of": arranges}
    activity: Activity

    def crumbs(self):
        invited = {"label": gettext("邀请"), "url": reverse("invitations.of", args=[self.activity.pk])}
        return [*crumbs_of(self.activity), invited]

    def of(self, owner: int):
        activity = self.activity = arranged(self.request.user, owner)
        move = self.request.POST.get("step", "tell")
        form = TellForm(self.request.POST or None, by=self.request.user, record=activity, move=move)
        if form.is_bound and form.is_valid():
            rows = form.cleaned_data["rows"]
            for notice in rows:
                perform(notice, move, by=self.request.user)
            messages.success(self.request, DONE[move] % {"n": len(rows)})
            return redirect(self.url("of", activity.pk))
        return self.show(
            "of",
            code=422 if form.errors else 200,
            form=form,
            activity=activity,
            title=gettext("通知客人 · %(activity)s") % {"activity": activity},
            groups=self._groups(activity),
            settled=queries.told_of(activity),
            failed=queries.lost_mails(activity),
        )

    def _groups(self, activity: Activity) -> list[dict]:
        """Who waits, by the reason; what one reason says to all stands above the words to each."""
        rows = list(queries.to_be_told().filter(invitation__activity=activity))
        found = []
        for occasion in Occasion:
            some = [notice for notice in rows if notice.occasion == occasion]
            for notice in some:
                notice.invitation.activity = activity  # one and the same, with its hosts
                notice.text = guests.text_to_send(notice.invitation, self.request, occasion)
            if some:
                to_all = wording.to_all(occasion, activity) if occasion in TO_ALL else ""
                found.append({"occasion": occasion, "rows": some, "to_all": to_all})
        return found
