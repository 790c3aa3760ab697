"""Verbs of activities."""

from huiguan.activities.actions.activities import enter, hold, plan, plan_again, reopen, take_off
from huiguan.activities.actions.invitations import invite, locked, promote, renew_link, reply
from huiguan.activities.actions.programmes import open_programme
from huiguan.activities.actions.series import lay_out, title_of
from huiguan.activities.actions.sign_ins import Crowded, Shut, arrive, renew_door, sign, sign_at_the_door, walk_in

__all__ = [
    "Crowded",
    "Shut",
    "arrive",
    "enter",
    "hold",
    "invite",
    "lay_out",
    "locked",
    "open_programme",
    "plan",
    "plan_again",
    "promote",
    "renew_door",
    "renew_link",
    "reopen",
    "reply",
    "sign",
    "sign_at_the_door",
    "take_off",
    "title_of",
    "walk_in",
]
