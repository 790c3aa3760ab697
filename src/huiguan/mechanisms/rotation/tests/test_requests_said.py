"""What is kept of a yes, who hears that theirs is wanted, and which turns are offered."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message, Step
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Way
from tests.cast import browser, submit


@pytest.fixture
def asked(cast, scheme, new_turn, firms):
    way = Way.objects.create(scheme=scheme, kind="swap", approval="secretariat", other_agrees=True)
    mine, theirs = new_turn(4, "published", [firms[0]]), new_turn(5, "published", [cast.tea_firm])
    return actions.ask(way, mine, firms[0], by=cast.clerk, why="展会", to=theirs, other=cast.tea_firm)


def test_whoever_says_yes_for_the_other_side_says_how_they_know(cast, asked):
    url = reverse("requests.move", args=[asked.pk, "agree"])
    client = browser(cast.clerk)

    refused = submit(client, url)
    submit(client, url, {"why": "王总电话同意"})

    asked.refresh_from_db()
    assert list(refused.context["form"].errors) == ["why"]
    assert (asked.state, Step.objects.get(move="agree").why) == ("agreed", "王总电话同意")


def test_the_other_side_itself_just_says_yes(cast, asked):
    submit(browser(cast.tea_contact), reverse("requests.move", args=[asked.pk, "agree"]))

    asked.refresh_from_db()
    assert asked.state == "agreed"


def test_whoever_is_to_approve_hears_of_it_when_it_is_for_them(cast, asked):
    def told() -> list[str]:
        found = Message.objects.filter(subject__startswith="调换申请待批准")
        return sorted(message.user.username for message in found)

    before = told()
    submit(browser(cast.tea_contact), reverse("requests.move", args=[asked.pk, "agree"]))

    assert (before, told()) == ([], ["admin", "chair", "clerk"])


def test_a_chamber_that_serves_is_not_asked_to_approve_its_own_exchange(cast, scheme, new_turn):
    way = Way.objects.create(scheme=scheme, kind="swap", approval="secretariat", other_agrees=True)
    mine, theirs = new_turn(4, "published", [cast.tea]), new_turn(5, "published", [cast.silk])
    request = actions.ask(way, mine, cast.tea, by=cast.tea_secretary, why="展会", to=theirs, other=cast.silk)

    perform(request, "agree", by=cast.clerk, why="电话同意")

    found = Message.objects.filter(subject__startswith="调换申请待批准")
    assert sorted(message.user.username for message in found) == ["admin", "chair"]


@pytest.mark.parametrize(("most", "offered"), [(1, []), (2, ["第5期"])])
def test_only_turns_with_room_are_offered(cast, scheme, new_turn, firms, most, offered):
    scheme.hosts_from, scheme.hosts_to = 1, most
    scheme.save()
    Way.objects.create(scheme=scheme, kind="postpone", approval="secretariat", starts=date(2020, 1, 1))
    mine = new_turn(4, "published", [firms[0]])
    new_turn(5, "published", [cast.tea_firm])
    seat = mine.seats.get()

    form = browser(cast.clerk).get(reverse("requests.ask_for", args=[seat.pk])).context["form"]

    named = [label.split(" ")[0] for key, label in form.fields["to"].choices if key]
    assert (named, bool("都排满了" in form.fields["to"].help_text)) == (offered, not offered)
