"""Who may do what with activities. The lead host's place keeps them; the other hosts and who came see them."""

from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Activity
from huiguan.kernel.rules import YES, Rule, Verdict, holds, scope_of
from huiguan.register.rules import administers

sees = holds("activities.view")
arranges = administers("activities.edit", _("这项活动由牵头单位安排和记录，您可以查看"))
arranges_parts = holds("activities.edit")


def _at_its_place(by, activity: Activity | None = None) -> Verdict:
    scope = scope_of(by, "activities.view", activity)
    if activity is None or scope.whole or Activity.objects.filter(scope.nodes("node"), pk=activity.pk).exists():
        return YES if scope else Verdict(False, _("您的岗位没有这项权限"))
    return Verdict(False, _("邀请了谁、谁怎样答复，由牵头单位管理"))


def _of_the_place(by, model):
    return scope_of(by, "activities.view").nodes("node")


sees_all_of_it = Rule(_at_its_place, _of_the_place, frozenset({"activities.view"}))
