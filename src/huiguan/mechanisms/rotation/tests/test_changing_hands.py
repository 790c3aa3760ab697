"""Somebody leaves a turn, or another stands in: what was done stays with who did it, and old pages notice."""

import pytest
from django.urls import reverse

from huiguan.activities.models import Activity
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Message
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.contributions.pages import panels, timeline
from huiguan.mechanisms.rotation.measures import seats_visited
from huiguan.mechanisms.rotation.models import OfficeDay, Seat, SeatStep, SuggestionState, TurnActivity, Way
from huiguan.mechanisms.rotation.tests.conftest import TODAY
from huiguan.mechanisms.rotation.visits import to_see_again
from tests.cast import browser, filled, submit, token_of

TEA, SILK = "甲县云雾茶业有限公司", "甲县春蚕丝绸有限公司"


@pytest.fixture
def seat(cast, new_turn, firms) -> Seat:
    """Of the tea firm, which leads; another firm serves with it."""
    return new_turn(3, "under_way", [cast.tea_firm, firms[0]]).seats.get(organization=cast.tea_firm)


@pytest.fixture
def ask(cast, scheme, seat):
    """A request of the tea firm, granted by the secretariat."""

    def make(kind: str):
        way = Way.objects.create(scheme=scheme, kind=kind, approval="secretariat", other_agrees=False)
        other = cast.silk_firm if kind == "substitute" else None
        return actions.ask(way, seat.turn, cast.tea_firm, by=cast.clerk, why="展会", other=other)

    return make


def work(seat, cast, *, what=("visit", "step", "office")) -> None:
    if "visit" in what:
        actions.enter_visit(seat, by=cast.clerk, part="visit", starts=clock.at(TODAY, 8), minutes="去了茶业")
    if "step" in what:
        actions.finish_step(seat, seat.turn.scheme.steps.get(name="报送"), by=cast.clerk)
    if "office" in what:
        actions.log_office_day(seat, by=cast.clerk, on=TODAY, done="接待")


def serving(turn) -> list[tuple]:
    return [(str(seat), seat.is_lead) for seat in turn.seats.all()]


def page(name: str, seat: Seat) -> str:
    return reverse(f"seats.{name}", args=[seat.pk])


@pytest.mark.parametrize("kind", ["substitute", "leave"])
@pytest.mark.parametrize("what", ["visit", "step", "office", "advice"])
def test_what_was_done_stays_with_whoever_did_it(cast, seat, ask, kind, what):
    if what == "advice":
        actions.suggest(seat.turn, cast.tea_firm, by=cast.clerk, text="x", topic="market", proposed_by="某人")
    work(seat, cast, what=(what,))

    perform(ask(kind), "grant", by=cast.clerk)

    seat.refresh_from_db()
    assert (str(seat), seat.left_on) == (TEA, TODAY)
    kept = [rows.objects.filter(seat=seat).count() for rows in KEPT]
    assert kept == [int(what == "visit"), int(what == "step"), int(what == "office")]
    others = [("甲县第1厂", False)]
    assert serving(seat.turn) == ([(SILK, True), *others] if kind == "substitute" else others)


KEPT = (TurnActivity, SeatStep, OfficeDay)


def test_where_nothing_was_done_nothing_is_left_behind(cast, seat, ask):
    perform(ask("substitute"), "grant", by=cast.clerk)

    assert [str(one) for one in Seat.ever.filter(turn=seat.turn)] == [SILK, "甲县第1厂"]


def test_both_firms_have_their_own_past(cast, seat, ask):
    work(seat, cast)
    perform(ask("substitute"), "grant", by=cast.clerk)
    new = seat.turn.seats.get(organization=cast.silk_firm)
    actions.enter_visit(new, by=cast.clerk, part="visit", starts=clock.at(TODAY, 8))

    told = {name: timeline(firm, cast.clerk) for name, firm in ((TEA, cast.tea_firm), (SILK, cast.silk_firm))}
    served = {
        name: [row["seat"].pk for panel in panels(firm, cast.clerk) for row in panel.context["seats"]]
        for name, firm in ((TEA, cast.tea_firm), (SILK, cast.silk_firm))
    }

    assert {name: [line.about.title for line in lines] for name, lines in told.items()} == {
        TEA: [f"走访观摩：{TEA}"],
        SILK: [f"走访观摩：{SILK}"],
    }
    assert served == {TEA: [seat.pk], SILK: [new.pk]}
    assert seats_visited(Period(TODAY, TODAY)).count() == 2


def test_the_turn_tells_who_left_and_what_they_had_done(cast, clerk, seat, ask):
    work(seat, cast)
    perform(ask("substitute"), "grant", by=cast.clerk)

    shown = clerk.get(reverse("turns.detail", args=[seat.turn_id]))
    own = clerk.get(page("detail", seat))

    assert [(view.name, view.finished) for view in shown.context["left"]] == [(TEA, ["报送"])]
    assert (own.status_code, bool(own.context["may_run"]), bool(own.context["may_visit"])) == (200, False, False)
    assert "到 2026-05-04 为止" in own.content.decode()


def test_who_was_visited_and_left_is_seen_again_all_the_same(cast, clerk, seat, ask):
    seat.turn.scheme.revisit_months = 1
    seat.turn.scheme.save()
    work(seat, cast)
    perform(ask("substitute"), "grant", by=cast.clerk)

    assert [str(one) for one in to_see_again()] == [TEA]
    assert submit(clerk, page("revisit", seat), {"starts": "2026-05-04T09:00"}).status_code == 302


def test_who_has_left_reads_the_turn_and_does_nothing_more_in_it(cast, firm, seat, ask):
    work(seat, cast)
    perform(ask("substitute"), "grant", by=cast.clerk)

    pages = [reverse("turns.detail", args=[seat.turn_id]), page("detail", seat)]
    assert [firm.get(url).status_code for url in pages] == [200, 200]
    assert [
        firm.get(url).status_code
        for url in (reverse("requests.ask_for", args=[seat.pk]), reverse("office_days.add", args=[seat.pk]))
    ] == [404, 404]


def test_who_left_may_serve_in_the_turn_again(cast, seat, ask, scheme):
    work(seat, cast)
    perform(ask("substitute"), "grant", by=cast.clerk)
    back = Way.objects.create(scheme=scheme, kind="substitute", approval="secretariat", other_agrees=False)

    request = actions.ask(back, seat.turn, cast.silk_firm, by=cast.clerk, why="病了", other=cast.tea_firm)
    perform(request, "grant", by=cast.clerk)

    assert serving(seat.turn)[0] == (TEA, True)
    assert Seat.ever.filter(turn=seat.turn, organization=cast.tea_firm).count() == 2


def test_a_visit_that_is_planned_is_settled_first(cast, seat, ask):
    link = actions.enter_visit(seat, by=cast.clerk, part="visit", starts=clock.at(TODAY, 18))
    request = ask("substitute")

    with pytest.raises(NotAllowed, match="已经约好"):
        perform(request, "grant", by=cast.clerk)
    perform(link.activity, "cancel", by=cast.clerk, why="换人")
    perform(request, "grant", by=cast.clerk)

    assert [name for name, _lead in serving(seat.turn)] == [SILK, "甲县第1厂"]


def test_advice_that_a_firm_got_before_it_left_can_still_be_corrected(cast, clerk, seat, ask):
    one = actions.suggest(seat.turn, cast.tea_firm, by=cast.clerk, text="x", topic="market", proposed_by="某人")
    perform(ask("substitute"), "grant", by=cast.clerk)
    other = reverse("suggestions.create") + f"?turn={seat.turn_id}&organization={cast.tea_firm.pk}"

    answer = submit(clerk, reverse("suggestions.edit", args=[one.pk]), {"text": "y"})
    offered = clerk.get(other).context["form"].fields["organization"].queryset

    one.refresh_from_db()
    assert (answer.status_code, one.text, one.state) == (302, "y", SuggestionState.PROPOSED)
    assert {str(firm) for firm in offered} == {"甲县第1厂", SILK}


# pages that were opened before


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("name", ["finish", "undo", "visit", "role"])
def test_a_page_of_who_left_changes_nothing_for_whoever_came(cast, clerk, seat, ask, name, done):
    work(seat, cast, what=("step",) if done else ())
    step = seat.turn.scheme.steps.get(name="走访" if name == "finish" else "报送")
    if name in ("finish", "undo"):
        sent = {"_once": token_of(clerk.get(page("detail", seat))), "step": step.pk}
    else:
        sent = filled(clerk.get(page(name, seat))) | {"starts": "2026-05-04T08:00", "minutes": "茶业的纪要"}
    perform(ask("substitute"), "grant", by=cast.clerk)
    before = SeatStep.objects.count()

    answer = clerk.post(page(name, seat), sent)

    assert (answer.status_code, SeatStep.objects.count(), Activity.objects.count()) == (409, before, 0)
    assert serving(seat.turn)[0] == (SILK, True)


def test_a_seat_that_never_was_is_not_found(clerk, seat):
    token = token_of(clerk.get(page("detail", seat)))

    assert clerk.post(f"/seats/{seat.pk + 1000}/finish/", {"_once": token}).status_code == 404


def test_of_two_who_take_back_the_last_step_one_takes_back_one(cast, scheme, seat):
    for step in scheme.steps.all():
        actions.finish_step(seat, step, by=cast.clerk)
    clients = [browser(cast.clerk), browser(cast.chair)]
    last = scheme.steps.last().pk
    sent = [{"_once": token_of(client.get(page("detail", seat))), "step": last} for client in clients]

    for client, said in zip(clients, sent, strict=True):
        client.post(page("undo", seat), said)

    assert [row.step.name for row in seat.done_steps.all()] == ["报送", "走访"]


def test_the_button_that_takes_back_names_its_step(cast, clerk, scheme, seat):
    actions.finish_step(seat, scheme.steps.get(name="走访"), by=cast.clerk)

    shown = clerk.get(page("detail", seat)).content.decode()

    form = shown.partition(f'action="{page("undo", seat)}"')[2].partition("</form>")[0]
    assert f'name="step" value="{scheme.steps.get(name="走访").pk}"' in form


# taken off a draft


@pytest.fixture
def planned(cast, new_turn, firms) -> Seat:
    """A turn whose publication was taken back, with a visit planned to one of its hosts."""
    turn = new_turn(4, "published", [cast.tea_firm, firms[0]])
    new_turn(5, "drafted")
    seat = turn.seats.get(organization=cast.tea_firm)
    actions.hold(turn, by=cast.clerk, part="visit", seat=seat, starts=clock.at(turn.starts, 9))
    perform(turn, "withdraw", by=cast.clerk)
    return seat


def test_who_is_to_be_visited_is_not_taken_off_nor_moved_before_that_is_settled(cast, clerk, planned):
    shift = clerk.get(page("shift", planned))
    asked = clerk.get(page("remove", planned))

    removed = clerk.post(page("remove", planned), {"_once": token_of(asked)})
    moved = clerk.post(
        page("shift", planned), filled(shift) | {"to": shift.context["form"].fields["to"].queryset.get().pk}
    )

    assert [answer.status_code for answer in (shift, asked, removed, moved)] == [422, 422, 403, 403]
    assert all("已经约好" in answer.content.decode() for answer in (shift, asked, removed, moved))
    assert Seat.objects.filter(pk=planned.pk).exists()


def test_whoever_was_asked_hears_that_a_request_was_withdrawn(cast, scheme, new_turn, firms):
    way = Way.objects.create(scheme=scheme, kind="swap", approval="secretariat", other_agrees=True)
    mine, theirs = new_turn(4, "published", [firms[0]]), new_turn(5, "published", [cast.tea_firm])
    request = actions.ask(way, mine, firms[0], by=cast.clerk, why="展会", to=theirs, other=cast.tea_firm)
    request = perform(request, "agree", by=cast.tea_contact)

    perform(request, "withdraw", by=cast.clerk)

    subjects = [(one.user.username, one.subject.partition(" ")[0]) for one in Message.objects.order_by("pk")]
    assert [one for one in subjects if one[0] == "tea_contact"] == [
        ("tea_contact", "有人提出调换"),
        ("tea_contact", "调换申请已撤回"),
    ]
