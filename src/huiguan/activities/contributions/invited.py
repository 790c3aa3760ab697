"""Invitations on the home page of whoever answers them, and what their firm or chamber may sign up for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiguan.activities import answering, wording
from huiguan.activities.models import Activity, Invitation, Reply
from huiguan.activities.screens.sections.invited import signup_url
from huiguan.kernel.rooms import Card, Matter

MOST = 6


def cards(by) -> list[Card]:
    asked = [
        Card(
            _("请您答复：%(activity)s") % {"activity": invitation.activity},
            reverse("invitations.mine", args=[invitation.pk]),
            note=_note(invitation),
            due=invitation.activity.reply_by,
            icon="mail-open",
            hue="sky",
        )
        for invitation in _unanswered(by)
    ]
    open_to = [
        Card(
            _("可以报名：%(activity)s") % {"activity": activity},
            signup_url(activity),
            note=wording.when(activity),
            due=activity.reply_by,
            icon="calendar-plus",
            hue="jade",
        )
        for activity in _open(by)
    ]
    return asked + open_to


def matters(by) -> list[Matter]:
    asked = [
        Matter(
            _("诚邀您参加“%(activity)s”") % {"activity": invitation.activity},
            url := reverse("invitations.mine", args=[invitation.pk]),
            note=_note(invitation),
            due=invitation.activity.reply_by,
            status={"label": invitation.get_state_display(), "hue": "sky"},
            moves=[{"label": _("答复"), "url": url}],
        )
        for invitation in _unanswered(by)
    ]
    open_to = [
        Matter(
            str(activity),
            signup_url(activity),
            note=wording.when(activity),
            due=activity.reply_by,
            status={"label": _("可以报名"), "hue": "jade"},
            moves=[{"label": pgettext("动作", "报名"), "url": signup_url(activity)}],
        )
        for activity in _open(by)
    ]
    return asked + open_to


def _unanswered(by) -> list[Invitation]:
    rows = answering.asked(by).filter(state__in=(Reply.SENT, Reply.POSTPONED))
    return list(rows[:MOST])


def _open(by) -> list[Activity]:
    asked = answering.asked(by).order_by().values("activity")
    return list(answering.open_to(by).exclude(pk__in=asked)[:MOST])


def _note(invitation: Invitation) -> str:
    """When it is, and for whom it is answered."""
    return f"{wording.when(invitation.activity)} · {invitation}"
