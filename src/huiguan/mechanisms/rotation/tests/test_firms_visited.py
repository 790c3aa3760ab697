"""The rotation plans visits as everybody does: the firm is told, and what there is to mind is said before."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.activities.models import QuietTime, Visit, VisitCap, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Seat, TurnActivity
from tests.cast import again, submit

DAY = date(2026, 5, 20)
QUIET = "甲县云雾茶业有限公司：2026-05-20 至 2026-05-20 是企业的免打扰时段：盘点"


@pytest.fixture
def seat(new_turn, cast) -> Seat:
    return new_turn(3, "under_way", [cast.tea_firm]).seats.get()


@pytest.fixture
def labour(within) -> VisitTopic:
    return VisitTopic.objects.create(code="labour", name="用工")


@pytest.fixture
def quiet(cast, within) -> QuietTime:
    return QuietTime.objects.create(organization=cast.tea_firm, starts=DAY, ends=DAY, why="盘点")


def rows() -> list[tuple]:
    found = Visit.objects.order_by("pk")
    return [(str(one), one.state, [str(topic) for topic in one.topics.all()], one.why_despite) for one in found]


def test_a_visit_to_a_host_is_a_visit_to_that_firm_and_a_seminar_is_none(cast, seat):
    for part, of, day in (("visit", seat, DAY), ("seminar", None, DAY), ("visit", seat, date(2026, 5, 3))):
        actions.hold(seat.turn, by=cast.clerk, part=part, seat=of, starts=clock.at(day, 9))

    firm = "甲县云雾茶业有限公司"
    assert rows() == [(firm, "asked", [], ""), (firm, "not_asked", [], "")]


@pytest.mark.parametrize("page", ["visit", "hold"])
def test_what_there_is_to_mind_is_said_before_a_day_is_fixed(cast, clerk, seat, labour, quiet, page):
    url = reverse("seats.visit", args=[seat.pk]) if page == "visit" else reverse("turns.hold", args=[seat.turn_id])
    said = {"starts": "2026-05-20T09:00", "topics": [labour.pk]}
    said |= {"part": "visit", "seat": seat.pk} if page == "hold" else {}

    warned = submit(clerk, url, said)
    between = TurnActivity.objects.count()
    kept = again(clerk, url, warned, {"why_despite": "企业请我们来"})

    assert (warned.status_code, between, kept.status_code) == (422, 0, 302)
    assert warned.context["mind"] == [QUIET]
    assert list(warned.context["form"].errors) == ["why_despite"]
    assert rows() == [("甲县云雾茶业有限公司", "asked", ["用工"], "企业请我们来")]


def test_what_was_is_entered_without_a_warning(cast, clerk, seat, labour):
    VisitCap.objects.create(times=0)

    submit(clerk, reverse("seats.visit", args=[seat.pk]), {"starts": "2026-05-04T08:30", "topics": [labour.pk]})

    assert rows() == [("甲县云雾茶业有限公司", "not_asked", ["用工"], "")]


def test_a_planned_visit_that_is_put_off_is_minded_and_asked_anew(cast, clerk, seat, quiet):
    link = actions.hold(seat.turn, by=cast.clerk, part="visit", seat=seat, starts=clock.at(date(2026, 5, 8), 9))
    perform(Visit.objects.get(), "agree", by=cast.tea_contact)
    url = reverse("seats.visit", args=[seat.pk])

    later = submit(clerk, url, {"starts": "2026-05-08T15:00", "place": "二号车间"}).status_code
    stays = rows()
    warned = submit(clerk, url, {"starts": "2026-05-20T09:00"})
    again(clerk, url, warned, {"why_despite": "只有这天"})

    link.activity.refresh_from_db()
    firm = "甲县云雾茶业有限公司"
    assert (later, stays, warned.context["mind"]) == (302, [(firm, "agreed", [], "")], [QUIET])
    assert (rows(), link.activity.starts) == ([(firm, "asked", [], "只有这天")], clock.at(DAY, 9))


def test_what_was_planned_and_agreed_to_is_held_with_what_was_asked(cast, clerk, seat, labour):
    actions.hold(
        seat.turn, by=cast.clerk, part="visit", seat=seat, starts=clock.at(date(2026, 5, 4), 10), topics=[labour]
    )
    perform(Visit.objects.get(), "agree", by=cast.tea_contact)

    with clock.standing_at(clock.at(date(2026, 5, 4), 12)):
        shown = clerk.get(reverse("seats.visit", args=[seat.pk])).context["form"].initial["topics"]
        submit(clerk, reverse("seats.visit", args=[seat.pk]), {"minutes": "好。"})

    assert (shown, rows()) == ([labour.pk], [("甲县云雾茶业有限公司", "agreed", ["用工"], "")])
