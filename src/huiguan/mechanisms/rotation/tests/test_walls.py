"""What a firm learns of turns and of others in its scheme; and what is refused with a sentence."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities.models import Activity
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Scheme, TurnActivity, Way
from tests.cast import organization, submit

# a visit to another firm


def test_a_firm_of_the_turn_does_not_read_of_the_visit_to_another_to_which_its_people_came(cast, clerk, firm, new_turn):
    turn = new_turn(3, "under_way", [cast.silk_firm, cast.tea_firm])
    url = reverse("seats.visit", args=[turn.seats.get(organization=cast.silk_firm).pk])
    said = {"starts": "2026-05-04T08:00", "others": "副某 甲县云雾茶业有限公司", "minutes": "丝绸欠薪三月"}
    submit(clerk, url, said)
    link = TurnActivity.objects.get()

    pages = [reverse("turns.detail", args=[turn.pk]), "/activities/", "/"]
    assert [str(row.person) for row in link.activity.participations.all()] == ["副某"]
    assert firm.get(reverse("activities.detail", args=[link.activity_id])).status_code == 404
    assert ["丝绸欠薪" in firm.get(page).content.decode() for page in pages] == [False] * 3
    assert "丝绸欠薪" in clerk.get(pages[0]).content.decode()


# the turn to which something was handed over


@pytest.mark.parametrize(("state", "seen"), [("drafted", False), ("published", True)])
def test_a_firm_reads_to_which_turn_its_advice_went_on_as_far_as_it_sees_that_turn(
    cast, clerk, firm, new_turn, state, seen
):
    turn, later = new_turn(3, "under_way", [cast.tea_firm]), new_turn(4, state, [cast.tea_firm])
    later.theme = "密题"
    later.save()
    one = actions.suggest(turn, cast.tea_firm, by=cast.clerk, text="x", topic="market", proposed_by="某人")
    perform(turn, "hand_over", by=cast.clerk, text="好", to=later)
    pages = [reverse("suggestions.detail", args=[one.pk]), reverse("turns.detail", args=[turn.pk])]

    told = [["密题" in client.get(page).content.decode() for page in pages] for client in (clerk, firm)]

    assert told == [[True, True], [seen, seen]]


# who may stand in


@pytest.fixture
def ask_page(cast, scheme, new_turn, firms):
    """The tea firm asks; the first of the others serves in a published turn, the second in a draft."""
    Way.objects.create(scheme=scheme, kind="substitute", approval="secretariat")
    turn = new_turn(4, "published", [cast.tea_firm])
    new_turn(5, "published", [firms[0]])
    new_turn(6, "drafted", [firms[1]])
    return reverse("requests.ask_for", args=[turn.seats.get().pk])


def offered(client, page) -> set[str]:
    return {str(one) for one in client.get(page).context["form"].fields["stand_in"].queryset}


def test_a_firm_may_name_whom_the_published_turns_name(clerk, firm, ask_page):
    assert offered(firm, ask_page) == {"甲县第1厂"}
    assert offered(clerk, ask_page) == {"甲县第1厂", "甲县第2厂", "甲县第3厂", "甲县春蚕丝绸有限公司"}


def test_a_firm_that_names_another_is_refused(firm, firms, ask_page):
    way = Way.objects.get()

    answers = [
        submit(firm, ask_page, {"way": way.pk, "stand_in": other.pk, "why": "展会"}).status_code
        for other in (firms[1], firms[0])
    ]

    assert answers == [422, 302]


def test_nobody_is_cut_from_a_long_list(cast, clerk, ask_page):
    for number in range(250):
        organization(cast.root, f"多{number}厂")

    shown = clerk.get(ask_page)
    found = clerk.get(f"{ask_page}?pick=stand_in&q=多249厂").content.decode()

    assert shown.context["form"].fields["stand_in"].queryset.count() == 254
    assert (shown.content.decode().count("<option") < 50, "多249厂" in found) == (True, True)


# the moment of an activity


@pytest.mark.parametrize(
    ("part", "starts", "refused"),
    [
        ("visit", "1900-01-01T00:00", "才开始"),
        ("seminar", "2026-04-30T09:00", "才开始"),
        ("revisit", "2026-05-03T09:00", "还没有登记过走访"),
        ("visit", "2026-05-01T09:00", ""),
    ],
)
def test_an_activity_of_a_turn_is_not_before_it_begins(cast, clerk, new_turn, part, starts, refused):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    said = {"part": part, "seat": turn.seats.get().pk, "starts": starts}

    answer = submit(clerk, reverse("turns.hold", args=[turn.pk]), said)

    errors = str(answer.context["form"].errors.get("starts", "")) if refused else ""
    assert (answer.status_code, refused in errors, Activity.objects.count()) == (
        (422, True, 0) if refused else (302, True, 1)
    )


def test_a_second_visit_entered_with_the_turn_comes_after_the_first_too(cast, clerk, new_turn):
    turn = new_turn(3, "under_way", [cast.tea_firm])
    seat = turn.seats.get()
    actions.enter_visit(seat, by=cast.clerk, part="visit", starts=clock.at(date(2026, 5, 2), 9))
    url = reverse("turns.hold", args=[turn.pk])

    answers = [
        submit(clerk, url, {"part": "revisit", "seat": seat.pk, "starts": f"2026-05-0{day}T09:00"}).status_code
        for day in (1, 2, 3)
    ]

    assert answers == [422, 422, 302]


# one scheme after the other


def test_a_scheme_and_the_one_that_goes_on_from_it_do_not_overlap(cast, clerk, scheme):
    later = actions.renew(scheme, by=cast.clerk, starts=date(2026, 12, 1), name="轮值新")
    old, new = (reverse("schemes.edit", args=[one.pk]) for one in (scheme, later))

    answers = [
        submit(clerk, old, {"ends": "2030-01-01"}),
        submit(clerk, old, {"ends": ""}),
        submit(clerk, new, {"starts": "2020-01-01"}),
    ]
    fine = [submit(clerk, old, {"ends": "2026-10-31"}), submit(clerk, new, {"starts": "2026-11-15"})]

    assert [list(answer.context["form"].errors) for answer in answers] == [["ends"], ["ends"], ["starts"]]
    assert [answer.status_code for answer in fine] == [302, 302]
    assert list(Scheme.objects.order_by("starts").values_list("starts", "ends")) == [
        (date(2026, 1, 1), date(2026, 10, 31)),
        (date(2026, 11, 15), None),
    ]
