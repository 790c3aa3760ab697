"""What other rooms do when a move is made: with it, as whoever makes it, or not at all."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from huiguan.kernel import clock, reactions
from huiguan.kernel.acting import current_actor
from huiguan.kernel.flow import NotAllowed, flow_of, perform
from huiguan.kernel.models import Change, Step
from huiguan.kernel.reactions import leaving_out, minds
from huiguan.kernel.rooms import Reaction, Room
from tests.cast import browser

NOON = clock.at(date(2026, 5, 4), 12)


class Broken(Exception):
    """What goes wrong in another room."""


def _tag(record, *, by) -> None:
    apps.get_model("register.Tag")(name=f"{record.state}·{current_actor()}·{by}").save()


def _tag_then_break(record, *, by) -> None:
    _tag(record, by=by)
    raise Broken


def _will_tag(record, by) -> list[str]:
    return [f"同时给{record}贴标签（{by}）"]


def tags() -> list[str]:
    return list(apps.get_model("register.Tag").objects.filter(name__contains="·").values_list("name", flat=True))


@pytest.fixture
def planned(cast):
    with cast.work(), clock.standing_at(NOON):
        kind = apps.get_model("activities.ActivityKind")(code="x", name="座谈")
        kind.save()
        made = apps.get_model("activities.Activity")(
            node=cast.root, kind=kind, title="座谈会", starts=NOON - timedelta(hours=1)
        )
        made.save()
        yield made


@pytest.fixture
def another_room(planned, monkeypatch):
    """A room that stands on the activities and reacts to a move of theirs."""

    def stands(move: str, effect=_tag, **rest) -> None:
        reaction = Reaction(flow_of(planned), move, effect, **rest)
        rooms = [Room("other", "别的", "", reactions=[reaction])]
        monkeypatch.setattr(reactions, "rooms", lambda: rooms)

    return stands


def test_another_room_reacts_to_the_move_it_names_as_whoever_makes_it(cast, planned, another_room):
    another_room("hold")

    held = perform(planned, "hold", by=cast.clerk, happened=planned.starts)
    after_one = tags()
    perform(held, "take_back", by=cast.clerk)

    assert (after_one, tags()) == ([f"held·{cast.clerk}·{cast.clerk}"], after_one)


def test_a_reaction_that_fails_undoes_the_whole_move(cast, planned, another_room):
    another_room("hold", _tag_then_break)
    before = Step.objects.count(), Change.objects.count()

    with pytest.raises(Broken):
        perform(planned, "hold", by=cast.clerk, happened=planned.starts)

    planned.refresh_from_db()
    assert (planned.state, tags()) == ("planned", [])
    assert (Step.objects.count(), Change.objects.count()) == before


def test_nobody_reacts_to_a_move_that_was_refused(cast, planned, another_room):
    another_room("hold")

    with pytest.raises(NotAllowed):
        perform(planned, "hold", by=cast.auditor, happened=planned.starts)

    assert tags() == []


def test_whoever_has_asked_for_themselves_leaves_a_reaction_out(cast, planned, another_room):
    another_room("cancel")

    with leaving_out(_tag):
        cancelled = perform(planned, "cancel", by=cast.clerk)
    none = tags()
    perform(perform(cancelled, "reopen", by=cast.clerk), "cancel", by=cast.clerk)

    assert (none, len(tags())) == ([], 1)


@pytest.mark.parametrize("move", ["hold", "cancel", "reopen"])
def test_what_will_follow_is_said_where_the_move_is_made_with_a_form_and_without(cast, planned, another_room, move):
    if move == "reopen":
        planned = perform(planned, "cancel", by=cast.clerk)
    another_room(move, mind=_will_tag)
    sentence = f"同时给座谈会贴标签（{cast.clerk}）"

    page = browser(cast.clerk).get(reverse("activities.move", args=[planned.pk, move]))

    assert page.context["mind"][-1] == sentence
    assert sentence in page.content.decode()


def test_what_will_follow_is_said_for_each_of_many(cast, planned, another_room):
    another_room("cancel", mind=_will_tag)
    url = f"{reverse('activities.bulk')}?chosen={planned.pk}&move=cancel"

    page = browser(cast.clerk).get(url)

    assert f"同时给座谈会贴标签（{cast.clerk}）" in page.content.decode()


def test_the_own_room_is_heard_first(cast, planned, another_room):
    another_room("cancel", mind=_will_tag)
    flow = flow_of(planned)

    said = minds(flow.moves["cancel"], planned, cast.clerk, flow)

    assert said == [*flow.moves["cancel"].mind(planned), f"同时给座谈会贴标签（{cast.clerk}）"]
