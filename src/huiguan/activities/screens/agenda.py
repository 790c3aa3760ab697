"""The agenda of an activity: kept on its page, printed, and made into a list of those who speak."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, agendas
from huiguan.activities.forms import AgendaItemForm
from huiguan.activities.models import Activity, AgendaItem
from huiguan.activities.rules import arranges, sees
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.kernel.forms import Form
from huiguan.kernel.words import bracketed, listed, minute


class AgendaDesk(PartOfActivity):
    name = "agenda"
    model = AgendaItem
    form_class = AgendaItemForm
    title = _("议程")
    one = pgettext_lazy("新增的", "议程")
    pages = {**PartOfActivity.pages, "paper": "of/<whole:owner>/paper/", "speakers": "of/<whole:owner>/speakers/"}
    posted = PartOfActivity.posted | {"speakers"}
    rules = {"paper": sees, **dict.fromkeys(("add", "edit", "delete", "speakers"), arranges)}

    def get_queryset(self):
        return AgendaItem.objects.select_related("activity", "organization", "person")

    def new_part(self, owner):
        """Where the item before it ends."""
        item = super().new_part(owner)
        last = max(AgendaItem.objects.filter(activity=owner), key=lambda one: one.ends, default=None)
        item.starts = last.ends if last else owner.starts
        return item

    def paper(self, owner: int):
        """For whoever sees the activity, to be printed."""
        activity = get_object_or_404(Activity.objects.all(), pk=owner)
        rows = AgendaItem.objects.filter(activity=activity).select_related("person", "organization")
        return self.show(
            "paper",
            title=gettext("议程 · %(activity)s") % {"activity": activity},
            subtitle=" · ".join(filter(None, [minute(activity.starts), activity.place])),
            lines=agendas.lines(activity, rows),
            back_url=reverse("activities.detail", args=[activity.pk]),
        )

    def speakers(self, owner: int):
        activity = arranged(self.request.user, owner)
        then = reverse("activities.detail", args=[activity.pk])
        form = Form(self.request.POST or None, by=self.request.user, record=activity)
        if self.request.method == "POST" and form.is_valid():
            with self.saving(form):
                made, raised = actions.enter_speakers(activity, by=self.request.user)
                said = {"n": made, "m": raised}
                messages.success(self.request, gettext("登记发言 %(n)s 人；已经在名单里、改为发言的 %(m)s 人") % said)
                return redirect(then)
        rows = AgendaItem.objects.filter(activity=activity).select_related("person", "organization")
        names = dict.fromkeys(bracketed(row.speaker, row.unit) for row in rows if row.has_speaker)
        entered = gettext("议程上的人列入参加人员，身份是“发言”，一人一次：%(names)s") % {"names": listed(names)}
        mind = [entered] if names else [gettext("议程上还没有写谁来讲")]
        title = gettext("照议程登记发言人 · %(activity)s") % {"activity": activity}
        return self.ask(form, title, then, submit=gettext("登记"), mind=mind)
