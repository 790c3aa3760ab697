"""Which button stands out: the move of whoever it is the turn of, and none for anybody else."""

import pytest
from django.urls import reverse

from huiguan.kernel.flow import perform
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, answering
from tests.cast import browser

WHO = ("clerk", "tea_contact", "tax_handler", "works_handler")
STANDS_OUT = """
            clerk     tea_contact  tax_handler  works_handler
filed       accept    -            .            .
incomplete  -         supplement   .            .
accepted    assign    -            .            .
assigned    -         -            acknowledge  contribute
objected    uphold    -            -            -
handling    -         -            answer       contribute
answered    -         confirm      -            -
confirmed   close     -            -            -
closed      -         -            -            -
"""
TABLE = {state: dict(zip(WHO, names, strict=True)) for state, *names in map(str.split, STANDS_OUT.split("\n")[2:-1])}


def standing_out(cast, name: str, appeal) -> list[str]:
    moves = browser(getattr(cast, name)).get(reverse("appeals.detail", args=[appeal.pk])).context["moves"]
    primary = [move["name"] for move in moves if move["primary"]]
    assert primary == [move["name"] for move in moves[: len(primary)]]
    return primary


@pytest.mark.parametrize("state", TABLE)
def test_what_stands_out_is_the_turn_of_whoever_looks(cast, appeal_in, state):
    appeal = appeal_in(state)

    found = {name: standing_out(cast, name, appeal) for name, move in TABLE[state].items() if move != "."}

    assert found == {name: [move] if move != "-" else [] for name, move in TABLE[state].items() if move != "."}


def test_what_goes_on_at_once_is_handed_on(cast, appeal_in):
    profile = appeal_in("accepted", PLAIN).profile
    profile.acknowledges = False
    profile.save()

    assert standing_out(cast, "clerk", appeal_in("accepted", PLAIN)) == ["hand_on"]


def test_more_time_is_what_waits_for_the_head_and_a_word_for_a_leader(cast, appeal_in):
    asked = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=5, reason="x")
    brought = perform(appeal_in(), "escalate", by=cast.clerk, person=cast.people["county_leader"], text="请协调")

    found = [standing_out(cast, name, asked) for name in ("chair", "clerk", "tax_handler")]

    assert found == [["grant_extension"], [], ["answer"]]
    assert standing_out(cast, "county_leader", brought) == ["heed"]


def test_the_office_answers_what_no_unit_leads(cast, appeal_in):
    appeal = perform(appeal_in("accepted"), "answer_self", by=cast.clerk, **answering())
    again = perform(appeal, "redo", by=cast.tea_contact, why="没有修")

    assert standing_out(cast, "clerk", again) == ["answer"]
