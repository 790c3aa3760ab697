"""Verbs of activities."""

from huiguan.activities.actions.activities import enter, hold, plan, plan_again, reopen, replan, take_off
from huiguan.activities.actions.invitations import invite, is_overrun, opened, promote, renew_link, reply, sign_up
from huiguan.activities.actions.programmes import open_programme
from huiguan.activities.actions.series import lay_out, title_of

__all__ = [
    "enter",
    "hold",
    "invite",
    "is_overrun",
    "lay_out",
    "open_programme",
    "opened",
    "plan",
    "plan_again",
    "promote",
    "renew_link",
    "reopen",
    "replan",
    "reply",
    "sign_up",
    "take_off",
    "title_of",
]
