"""The tables that a place keeps for itself: limits, profiles, endings."""

from datetime import time

import pytest
from django.urls import reverse

from huiguan.mechanisms.appeals.models import (
    Ending,
    Profile,
    StageLimit,
)
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, QUANZHOU
from tests.cast import submit


def test_a_limit_takes_days_on_which_answers_go_out(cast, tables, clerk):
    limit = StageLimit.objects.get(profile__name=PLAIN, stage="answer")
    url = reverse("stage_limits.edit", args=[limit.pk])

    wrong = submit(clerk, url, {"batch": "32"})
    right = submit(clerk, url, {"batch": "30、15"})

    limit.refresh_from_db()
    assert (wrong.status_code, right.status_code, limit.batch_days) == (422, 302, [15, 30])


def test_a_profile_shows_its_limits(tables, clerk):
    said = clerk.get(reverse("profiles.detail", args=[Profile.objects.get(name=PLAIN).pk])).content.decode()

    assert "答复 10 工作日" in said


def test_a_profile_is_made_like_another(tables, clerk):
    like = Profile.objects.get(name=QUANZHOU)

    submit(
        clerk, reverse("profiles.create"), {"name": "照抄", "like": like.pk, "office_hours": "8:30—12:00，14:00至17:30"}
    )

    made = Profile.objects.get(name="照抄")
    assert [(one.stage, one.limit) for one in made.limits.all()] == [
        (one.stage, one.limit) for one in like.limits.all()
    ]
    assert set(made.endings.all()) == set(like.endings.all())
    assert made.hours == [["08:30", "12:00"], ["14:00", "17:30"]]
    assert made.office_hours == ((time(8, 30), time(12)), (time(14), time(17, 30)))


@pytest.mark.parametrize("said", ["8", "25:00-26:00", "12:00-08:30", "08:30-12:00、11:00-17:00", "8:30", "08:30-12:60"])
def test_office_hours_make_sense(tables, clerk, said):
    answer = submit(clerk, reverse("profiles.create"), {"name": "新的", "office_hours": said})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["office_hours"])


def test_what_a_new_profile_lacks_is_said_on_its_page_and_before_it_is_used(cast, raised, clerk):
    before = list(clerk.get(reverse("appeals.move", args=[raised().pk, "accept"])).context["mind"])
    submit(clerk, reverse("profiles.create"), {"name": "空的"})
    made = Profile.objects.get(name="空的")

    said = clerk.get(reverse("profiles.detail", args=[made.pk]))
    minds = clerk.get(reverse("appeals.move", args=[raised().pk, "accept"])).context["mind"]

    assert said.context["untimed"] == "转送、受理、交办、签收、协办意见、答复、延期的审批、企业确认"
    assert "全部（没有另选，答复时都可以选）" in said.content.decode()
    assert [one for one in minds if one not in before] == ["按“空的”受理，答复没有时限：不计时，也不会逾期"]


def test_an_ending_that_was_used_is_kept(cast, appeal_in, clerk):
    appeal_in("answered")

    answer = clerk.get(reverse("endings.delete", args=[Ending.objects.get(name="已解决").pk]))

    assert (answer.status_code, "不能删除" in answer.content.decode()) == (422, True)


def test_an_ending_that_a_profile_offers_is_kept(cast, tables, clerk):
    offered = Ending.objects.get(name="已追回")
    url = reverse("endings.delete", args=[offered.pk])
    kept = clerk.get(url)
    for profile in Profile.objects.all():
        profile.endings.remove(offered)
    gone = submit(clerk, url, {})

    assert (kept.status_code, [one.kind for one in kept.context["held"]]) == (422, ["办理时限方案"])
    assert (gone.status_code, Ending.objects.filter(name="已追回").count()) == (302, 0)
