"""A draft of an invitation for somebody who signed up by themselves meanwhile: it stays for the staff, unsent."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.activities.models import Invitation, Reply
from huiguan.activities.recognizing import signed_up
from huiguan.kernel.rules import YES, Rule, Verdict

IS_DOUBLE = _("这位已经自己报名，在名单上了，不用再发邀请；是同名的另一位，请先在姓名后面注明，再发")


def _verdict(by: Any, record: Any) -> Verdict:
    is_draft = record is not None and record.state == Reply.DRAFTED
    return Verdict(False, IS_DOUBLE) if is_draft and signed_up([record]) else YES


def _q(by: Any, model: Any) -> Q:
    drafts = model.objects.filter(state=Reply.DRAFTED).exclude(name="", person=None)
    by_themselves = Invitation.objects.exclude(signup="").values("activity")
    return ~Q(pk__in=[row.pk for row in signed_up(drafts.filter(activity__in=by_themselves))])


is_not_double = Rule(_verdict, _q)
