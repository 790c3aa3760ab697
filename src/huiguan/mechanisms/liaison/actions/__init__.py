from huiguan.mechanisms.liaison.actions.briefings import ask_back, called_back, send, take_notice, unread
from huiguan.mechanisms.liaison.actions.contact_days import moves_with_activity, postpone, put_right
from huiguan.mechanisms.liaison.actions.contacts import (
    Said,
    arrange,
    call_off_with_activity,
    goes_along,
    hold_with_activity,
    record,
    remove,
    report,
    take_away,
)
from huiguan.mechanisms.liaison.actions.links import come_as, end_link, hand_over, link, take_in
from huiguan.mechanisms.liaison.actions.planning import NothingToPlan, adopt, draw, propose
from huiguan.mechanisms.liaison.actions.questions import answer, take_back_reply
from huiguan.mechanisms.liaison.actions.visit_answers import ANSWERS, tell_answered

__all__ = [
    "ANSWERS",
    "NothingToPlan",
    "Said",
    "adopt",
    "answer",
    "arrange",
    "ask_back",
    "call_off_with_activity",
    "called_back",
    "come_as",
    "draw",
    "end_link",
    "goes_along",
    "hand_over",
    "hold_with_activity",
    "link",
    "moves_with_activity",
    "postpone",
    "propose",
    "put_right",
    "record",
    "remove",
    "report",
    "send",
    "take_away",
    "take_back_reply",
    "take_in",
    "take_notice",
    "tell_answered",
    "unread",
]
