"""Verbs of activities."""

from huiguan.activities.actions.activities import call_off, change, enter, hold, plan, plan_again, reopen, take_off
from huiguan.activities.actions.agendas import enter_speakers
from huiguan.activities.actions.booths import give_booth, lay_booths
from huiguan.activities.actions.certificates import issue
from huiguan.activities.actions.clearances import settle, settle_all
from huiguan.activities.actions.invitations import invite, is_overrun, opened, promote, renew_link, reply, sign_up
from huiguan.activities.actions.locking import locked, locked_series
from huiguan.activities.actions.money import drop, set_aside, spend
from huiguan.activities.actions.moving import move_along
from huiguan.activities.actions.programmes import open_programme
from huiguan.activities.actions.quiet_times import keep_quiet
from huiguan.activities.actions.series import lay_out, title_of
from huiguan.activities.actions.sign_ins import Crowded, Shut, arrive, renew_door, sign, sign_at_the_door, walk_in
from huiguan.activities.actions.telling_hosts import put_among
from huiguan.activities.actions.trips import lay_stop, take_stop_out
from huiguan.activities.actions.visiting import (
    ask_firms_anew,
    change_visit,
    drop_visit,
    plan_visit,
    plan_visits,
    who_planned,
)

__all__ = [
    "Crowded",
    "Shut",
    "arrive",
    "ask_firms_anew",
    "call_off",
    "change",
    "change_visit",
    "drop",
    "drop_visit",
    "enter",
    "enter_speakers",
    "give_booth",
    "hold",
    "invite",
    "is_overrun",
    "issue",
    "keep_quiet",
    "lay_booths",
    "lay_out",
    "lay_stop",
    "locked",
    "locked_series",
    "move_along",
    "open_programme",
    "opened",
    "plan",
    "plan_again",
    "plan_visit",
    "plan_visits",
    "promote",
    "put_among",
    "renew_door",
    "renew_link",
    "reopen",
    "reply",
    "set_aside",
    "settle",
    "settle_all",
    "sign",
    "sign_at_the_door",
    "sign_up",
    "spend",
    "take_off",
    "take_stop_out",
    "title_of",
    "walk_in",
    "who_planned",
]
