"""Verbs of activities."""

from huiguan.activities.actions.activities import enter, hold, plan, plan_again, reopen, take_off
from huiguan.activities.actions.agendas import enter_speakers
from huiguan.activities.actions.certificates import issue
from huiguan.activities.actions.invitations import invite, promote, renew_link, reply
from huiguan.activities.actions.programmes import open_programme
from huiguan.activities.actions.series import lay_out, title_of

__all__ = [
    "enter",
    "enter_speakers",
    "hold",
    "invite",
    "issue",
    "lay_out",
    "open_programme",
    "plan",
    "plan_again",
    "promote",
    "renew_link",
    "reopen",
    "reply",
    "take_off",
    "title_of",
]
