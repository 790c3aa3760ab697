"""Standing in: what the absent one holds, for as long as both dates hold, and what is written says in whose stead."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from huiguan.kernel import clock
from huiguan.kernel.acting import acting, current_absent
from huiguan.kernel.flow import NotAllowed, entered, perform
from huiguan.kernel.history import history_of
from huiguan.kernel.models import Change, Grant, Message, StandIn, Step
from huiguan.kernel.reach import reaching
from huiguan.kernel.rules import holds, is_the
from huiguan.kernel.standing_in import absent_one
from huiguan.kernel.telling import open_to, tell

FIRST, LAST = date(2026, 5, 4), date(2026, 5, 8)
edits = holds("register.edit")


@pytest.fixture
def organization():
    return apps.get_model("register.Organization")


@pytest.fixture
def away(cast):
    """The tea chamber's secretary is away for a week, and the auditor, who may only look, stands in."""
    return StandIn.objects.create(
        tenant=cast.tenant, absent=cast.tea_secretary, stand_in=cast.auditor, starts=FIRST, ends=LAST
    )


def on(day: date, hour: int = 12):
    return clock.standing_at(clock.at(day, hour))


def edited(cast, user, organization) -> set[str]:
    """The organizations that this user may edit on the day on which the clock stands."""
    user.forget_reach()
    with reaching(user.reach(cast.tenant)):
        return {found.name for found in organization.objects.filter(edits.q(user, organization))}


@pytest.mark.parametrize(
    ("day", "grant_ends", "changed", "reached"),
    [
        (FIRST - timedelta(days=1), None, {}, False),
        (FIRST, None, {}, True),
        (LAST, None, {}, True),
        (LAST + timedelta(days=1), None, {}, False),
        (FIRST + timedelta(days=1), FIRST, {}, False),
        (FIRST, FIRST, {}, True),
        (FIRST, None, {"ended_at": clock.at(FIRST, 8)}, False),
    ],
    ids=["before", "first day", "last day", "after", "the grant is over", "the grant's last day", "taken back"],
)
def test_the_words_of_the_absent_are_held_while_both_dates_hold(
    cast, away, organization, day, grant_ends, changed, reached
):
    Grant.objects.filter(user=cast.tea_secretary).update(ends=grant_ends)
    StandIn.objects.update(**changed)

    with on(day):
        own = edited(cast, cast.tea_secretary, organization) if not grant_ends or day <= grant_ends else {cast.tea.name}
        found = edited(cast, cast.auditor, organization)

    assert cast.tea.name in own
    assert found == (own if reached else set())


def test_every_word_in_every_place_is_the_absent_ones_and_none_beyond(cast, away):
    """A sweep over all words and all records of the register that both can name."""
    words = set(Grant.objects.filter(tenant=cast.tenant).values_list("word", flat=True))
    models = [model for model in apps.get_app_config("register").get_models() if hasattr(model, "reach_to")]
    auditor, secretary = cast.auditor, cast.tea_secretary
    differences = []

    for day in (FIRST - timedelta(days=1), FIRST, LAST + timedelta(days=1)):
        with on(day), cast.work():
            for user in (auditor, secretary):
                user.forget_reach()
            with auditor.holding_only(auditor):
                alone = {word: auditor.scope(word, cast.tenant) for word in words}
            theirs = {word: secretary.scope(word, cast.tenant) for word in words}
            for word in words:
                held = auditor.scope(word, cast.tenant)
                for model in models:
                    rows = model.everywhere.filter(tenant=cast.tenant)
                    expected = set(rows.filter(model.reach_to.q(model, alone[word]))) if alone[word] else set()
                    if day == FIRST and theirs[word]:
                        expected |= set(rows.filter(model.reach_to.q(model, theirs[word])))
                    found = set(rows.filter(model.reach_to.q(model, held))) if held else set()
                    if found != expected:
                        differences.append((day, word, model))

    assert differences == []


def test_what_is_personal_does_not_pass(cast, away, organization):
    Grant.objects.filter(user=cast.tea_secretary, word="register.edit").update(personal=True)

    with on(FIRST):
        assert edited(cast, cast.auditor, organization) == set()
        assert cast.auditor.stands_for(cast.tenant) == [cast.tea_secretary]


def test_words_that_hand_out_words_are_personal(cast):
    personal = set(Grant.objects.filter(personal=True).values_list("word", flat=True))

    assert personal == {"appeals.unveil", "register.appoint", "register.logins"}


def test_nobody_stands_in_for_a_login_that_is_closed_or_without_words_of_their_own(cast, away, organization):
    cast.tea_secretary.is_active = False
    cast.tea_secretary.save()
    with on(FIRST):
        closed = edited(cast, cast.auditor, organization)
    cast.tea_secretary.is_active = True
    cast.tea_secretary.save()
    Grant.objects.filter(user=cast.auditor).delete()
    with on(FIRST):
        wordless = edited(cast, cast.auditor, organization)

    assert (closed, wordless) == (set(), set())


def test_what_is_held_for_another_is_not_passed_on_to_a_third(cast, away, organization):
    StandIn.objects.create(
        tenant=cast.tenant, absent=cast.auditor, stand_in=cast.county_leader, starts=FIRST, ends=LAST
    )

    with on(FIRST):
        assert edited(cast, cast.auditor, organization) != set()
        assert edited(cast, cast.county_leader, organization) == set()


def test_a_tenant_in_which_they_stand_in_for_nobody_stays_closed(cast, away):
    with on(FIRST):
        cast.auditor.forget_reach()
        assert cast.auditor.reach(cast.other).scopes == {}


def test_whoever_is_named_in_a_field_is_stood_in_for_too(cast, away):
    named = is_the("user", "不是本人")
    person = apps.get_model("register.Person")
    cast.auditor.forget_reach()

    with on(FIRST), cast.work():
        secretary = person.objects.get(user=cast.tea_secretary)
        assert bool(named(cast.auditor, secretary)) is True
        assert set(person.objects.filter(named.q(cast.auditor, person))) >= {secretary}
        assert bool(named(cast.county_leader, secretary)) is False


def test_in_whose_stead_is_said_only_where_ones_own_words_do_not_do(cast, away):
    sees = holds("register.view")
    cast.auditor.forget_reach()

    with on(FIRST), cast.work():
        found = [absent_one(cast.auditor, rule, cast.tea) for rule in (edits, sees)]
        found.append(absent_one(cast.tea_secretary, edits, cast.tea))

    assert found == [cast.tea_secretary, None, None]


def test_whoever_goes_on_acting_does_so_in_the_same_stead(cast):
    seen = []

    with acting(cast.auditor, cast.chair):
        with acting(cast.auditor):
            seen.append(current_absent())
        with acting(cast.clerk):
            seen.append(current_absent())
    seen.append(current_absent())

    assert seen == [cast.chair, None, None]


def test_a_move_and_its_changes_say_in_whose_stead_they_were_made(cast):
    """The county leader may not confirm what firms correct; for the clerk they do."""
    StandIn.objects.create(tenant=cast.tenant, absent=cast.clerk, stand_in=cast.county_leader, starts=FIRST, ends=LAST)
    correction = apps.get_model("register.Correction")(organization=cast.tea_firm, proposed={"short": "新名"})
    with on(FIRST), cast.work():
        with entered(correction, by=cast.tea_contact):
            correction.save()
        cast.county_leader.forget_reach()
        perform(correction, "refuse", by=cast.county_leader)

        step = Step.of(correction).get(move="refuse")
        change = Change.of(correction).latest("pk")
        shown = history_of(correction, None)["timeline"][0].who

    assert [(made.by, made.in_stead_of) for made in (step, change)] == [(cast.county_leader, cast.clerk)] * 2
    assert shown == "县某（代 干某）"


def test_after_the_last_day_the_move_is_refused(cast):
    StandIn.objects.create(tenant=cast.tenant, absent=cast.clerk, stand_in=cast.county_leader, starts=FIRST, ends=LAST)
    correction = apps.get_model("register.Correction")(organization=cast.tea_firm, proposed={"short": "新名"})
    with on(LAST + timedelta(days=1)), cast.work():
        with entered(correction, by=cast.tea_contact):
            correction.save()
        cast.county_leader.forget_reach()

        with pytest.raises(NotAllowed):
            perform(correction, "refuse", by=cast.county_leader)


def test_what_the_absent_one_is_told_the_stand_in_is_told_too(cast, away):
    say = ("有一件事", "请看一看")
    with cast.work():
        with on(FIRST):
            tell([cast.tea_secretary, cast.clerk], key="register.due:1", say=lambda: say, about=cast.tea)
        with on(LAST + timedelta(days=1)):
            tell([cast.tea_secretary], key="register.due:2", say=lambda: say, about=cast.tea)

    told = Message.objects.filter(user=cast.auditor)
    assert [(message.key, message.in_stead_of) for message in told] == [("register.due:1", cast.tea_secretary)]


def test_a_message_for_the_absent_one_is_closed_to_the_stand_in_afterwards(cast, away):
    people = apps.get_model("register.Contact")
    with cast.work(), on(FIRST):
        contact = people.objects.create(organization=cast.tea_firm, name="某人")
        words = ("有一件事", "请看一看")
        tell([cast.tea_secretary], key="register.due:1", say=lambda: words, about=contact)
    opened = []
    for day in (LAST, LAST + timedelta(days=1)):
        with on(day):
            cast.auditor.forget_reach()
            opened.append(len(open_to(cast.auditor, Message.objects.filter(user=cast.auditor))))

    assert opened == [1, 0]
