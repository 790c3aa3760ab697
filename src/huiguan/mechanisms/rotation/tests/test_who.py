"""Who takes part: why, on a short page, found by a few characters."""

from datetime import date

from django.urls import reverse

from huiguan.mechanisms.rotation.models import Seat, Wish
from huiguan.mechanisms.rotation.standings import standings
from tests.cast import organization, submit

DAY = date(2026, 5, 4)


def test_each_is_there_for_the_post_that_they_hold(cast, scheme):
    scheme.serves = "persons"
    scheme.save()
    scheme.eligible_posts.set([cast.posts["chair"], cast.posts["vice_chair"]])

    assert {str(one.bearer): one.why for one in standings(scheme, DAY)} == {
        "主某": "按职务：主席",
        "副某": "按职务：副主席",
    }


def test_a_firm_is_there_for_whoever_holds_the_post(cast, scheme):
    scheme.eligible_posts.set([cast.posts["chair"], cast.posts["vice_chair"]])

    assert [(one.bearer, one.why) for one in standings(scheme, DAY)] == [(cast.tea_firm, "按职务：副主席（副某）")]


def test_the_page_shows_twenty_and_finds_by_name(cast, clerk, scheme):
    for n in range(25):
        organization(cast.root, f"甲县第{n:02}号作坊")
    url = reverse("schemes.who", args=[scheme.pk])

    first, found = clerk.get(url), clerk.get(f"{url}?q=17号")
    last = clerk.get(f"{url}?page=2")

    assert (len(first.context["standings"]), first.context["page"].paginator.count) == (20, 27)
    assert len(last.context["standings"]) == 7
    assert [str(one.bearer) for one in found.context["standings"]] == ["甲县第17号作坊"]


def test_taking_somebody_off_asks_first_and_says_that_it_writes_a_wish(cast, clerk, new_turn):
    turn = new_turn(4, "drafted", [cast.tea_firm])
    seat = turn.seats.get()
    url = reverse("seats.remove", args=[seat.pk])

    asked = clerk.get(url).content.decode()
    still = Seat.objects.filter(pk=seat.pk).exists()
    submit(clerk, url)

    assert (still, "会给甲县云雾茶业有限公司记一条“不能安排”的时间意愿：2026-07-01 至 2026-08-30" in asked) == (
        True,
        True,
    )
    assert (turn.seats.count(), Wish.objects.get().kind) == (0, "blackout")
