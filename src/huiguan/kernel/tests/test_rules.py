"""A rule says yes or why not of one record, and selects those of many to which it would say yes."""

import pytest
from django.apps import apps
from django.db.models import Q

from huiguan.kernel.reach import NoReach, reaching
from huiguan.kernel.rules import EVERY_ROW, YES, Verdict, anyone, condition, holds, holds_for_all, is_the, nobody

is_tea = condition(lambda firm: "茶" in firm.name, Q(name__contains="茶"), "不是茶企")
is_silk = condition(lambda firm: "丝" in firm.name, Q(name__contains="丝"), "不是丝企")
views = holds("register.view", "不在您的范围")
edits = holds("register.edit", "不归您管")
keeps_all = holds_for_all("register.tables", "只有管全部的人")
RULES = {
    "anyone": anyone,
    "nobody": nobody,
    "condition": is_tea,
    "holds": edits,
    "holds for all": keeps_all,
    "and": edits & is_tea,
    "or": is_tea | is_silk,
    "or with everybody": anyone | is_tea,
    "everybody last in an or": is_tea | anyone,
    "or under an and": (anyone | is_silk) & is_tea,
    "or of words": edits | keeps_all | is_tea,
    "deep": (edits & is_tea) | (keeps_all & is_silk),
}
PEOPLE = ("clerk", "admin", "tea_secretary", "tea_contact", "auditor", "county_leader", "system")


@pytest.mark.parametrize("person", PEOPLE)
def test_a_rule_selects_exactly_what_it_says_yes_to(cast, person):
    user, organization = getattr(cast, person), type(cast.tea_firm)

    with reaching(user.reach(cast.tenant)):
        within = list(organization.objects.all())
        selected = {name: set(organization.objects.filter(rule.q(user, organization))) for name, rule in RULES.items()}
        agreed = {name: {record for record in within if rule(user, record)} for name, rule in RULES.items()}

    assert within
    assert selected == agreed


def test_both_parts_of_an_and_must_hold_and_the_first_to_refuse_speaks(cast):
    with cast.work():
        both = edits & is_tea

        assert both(cast.clerk, cast.tea_firm) == YES
        assert both(cast.auditor, cast.silk_firm).why == "不归您管"
        assert both(cast.clerk, cast.silk_firm).why == "不是茶企"


def test_one_part_of_an_or_is_enough_and_the_last_to_refuse_speaks(cast):
    with cast.work():
        either = is_tea | is_silk

        assert [bool(either(cast.clerk, record)) for record in (cast.tea_firm, cast.silk_firm)] == [True, True]
        assert either(cast.clerk, cast.federation) == Verdict(False, "不是丝企")


def test_a_refusal_is_falsy_and_speaks(cast):
    with cast.work():
        refusal = edits(cast.auditor, cast.tea_firm)

    assert (bool(refusal), refusal.why) == (False, "不归您管")
    assert bool(YES) is True


def test_an_empty_q_widens_an_or_instead_of_vanishing(cast):
    """``Q() | Q(x)`` is ``Q(x)`` to Django: whoever holds for all would see less than whoever holds for some."""
    with cast.work():
        organization = type(cast.tea_firm)
        rows = organization.objects.filter((anyone | nobody).q(cast.clerk, organization))

        assert organization.objects.filter(Q() | Q(pk__in=())).count() == 0  # the trap
        assert rows.count() == organization.objects.count() == 5
        assert organization.objects.filter(EVERY_ROW).count() == 5


def test_rules_add_up_the_words_they_ask_for():
    assert (edits & (views | keeps_all)).words == {"register.edit", "register.view", "register.tables"}


def test_without_a_record_a_word_anywhere_in_the_tenant_is_enough(cast):
    with cast.work():
        assert bool(edits(cast.tea_secretary)) is True
        assert bool(edits(cast.auditor)) is False
    with cast.work(cast.other):
        assert bool(edits(cast.tea_secretary)) is False


def test_a_record_is_judged_in_its_own_tenant_wherever_the_work_is_done(cast):
    with cast.work(cast.other):
        assert bool(edits(cast.clerk, cast.tea_firm)) is True
        assert bool(edits(cast.stranger, cast.tea_firm)) is False
    assert bool(edits(cast.clerk, cast.tea_firm)) is True


def test_nothing_is_judged_while_nobody_has_said_for_whom(cast):
    with pytest.raises(NoReach):
        edits(cast.clerk)
    with pytest.raises(NoReach):
        edits(cast.clerk, type(cast.tea_firm)())


def test_holding_over_a_part_is_not_holding_for_all(cast):
    everywhere = holds_for_all("register.edit", "只有管全部的人")

    with cast.work():
        assert bool(everywhere(cast.clerk)) is True
        assert everywhere(cast.tea_secretary, cast.tea).why == "只有管全部的人"


def test_being_the_one_named_in_a_field(cast):
    named = is_the("user", "不是本人")
    person = apps.get_model("register.Person")

    with cast.work():
        mine = cast.people["clerk"]
        mine.refresh_from_db()
        assert bool(named(cast.clerk, mine)) is True
        assert named(cast.auditor, mine).why == "不是本人"
        assert list(person.objects.filter(named.q(cast.clerk, person))) == [mine]


def test_a_condition_says_nothing_against_a_page_without_a_record(cast):
    assert is_tea(cast.clerk) == YES
