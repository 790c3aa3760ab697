"""Within which days links, leaders, schemes and hand-overs stay; and what one hears of what was called back."""

from datetime import date, timedelta

import pytest

from huiguan.kernel.models import Message
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.coverage import Coverage
from huiguan.mechanisms.liaison.models import Link, Linker, LinkPlan, Minimum, Receipt
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from huiguan.register.models import Region
from tests.cast import browser, submit


@pytest.fixture
def clerk(cast, within):
    return browser(cast.clerk)


def errors(answer) -> dict:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_a_link_that_is_over_is_not_ended_again(clerk, link):
    link.ends = TODAY - timedelta(days=1)
    link.save()
    assert clerk.get(f"/links/{link.pk}/end/").status_code == 403


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2025-12-31", "不能早于开始那天：2026-01-01"),
        ("2026-02-01", "2026-03-05 还联系过，不能结束在那以前"),
        ("2027-01-01", "本来就到 2026-12-31 为止"),
    ],
)
def test_a_link_ends_within_its_own_days(clerk, link, leader, new_contact, on, said):
    new_contact(on=date(2026, 3, 5))
    leader.ends = date(2026, 12, 31)
    leader.save()
    answer = submit(clerk, f"/links/{link.pk}/end/", {"on": on, "why": "x"})
    assert errors(answer) == {"on": [said]}


@pytest.mark.parametrize(
    ("starts", "ends", "field", "said"),
    [
        ("2010-01-01", "", "starts", "2026-01-01 起才能联系"),
        ("2026-12-01", "", "starts", "只能到 2026-08-31 为止"),
        ("2026-05-04", "2026-09-01", "ends", "只能到 2026-08-31 为止"),
    ],
)
def test_a_link_by_hand_stays_within_the_leaders_time(clerk, leader, silk, starts, ends, field, said):
    leader.ends = date(2026, 8, 31)
    leader.save()
    answer = submit(clerk, f"/links/of/{leader.pk}/new/", {"target": silk.pk, "starts": starts, "ends": ends})
    assert errors(answer) == {field: [said]}
    assert Link.objects.count() == 0


def test_a_leader_stays_in_office_while_links_hold(clerk, leader, link):
    answer = submit(clerk, f"/linkers/{leader.pk}/edit/", {"ends": "2026-03-01", "starts": "2026-02-01"})
    assert errors(answer) == {
        "starts": ["2026-01-01 起就有联系关系了"],
        "ends": ["那以后还有联系关系；请先结束它们，或者办交接"],
    }


def test_the_townships_of_a_leader_are_offered_and_kept(clerk, leader):
    town = Region.objects.get(name="河口镇")
    leader.townships.add(town)
    page = clerk.get(f"/linkers/{leader.pk}/edit/")
    assert [str(one) for one in page.context["form"].fields["townships"].queryset] == ["城关镇", "河口镇"]
    submit(clerk, f"/linkers/{leader.pk}/edit/")
    assert list(leader.townships.all()) == [town]


def test_a_scheme_does_not_begin_after_its_links(clerk, scheme, link):
    answer = submit(clerk, f"/link_schemes/{scheme.pk}/edit/", {"starts": "2026-05-01"})
    assert errors(answer) == {"starts": ["2026-01-01 起就有联系关系了"]}


def test_a_post_is_handed_over_when_its_day_has_come(cast, clerk, leader, link):
    said = {"to": cast.people["chair"].pk, "post": "x", "on": "2026-05-05", "why": "x"}
    answer = submit(clerk, f"/linkers/{leader.pk}/hand-over/", said)
    assert errors(answer) == {"on": ["还没到这一天；到了那天再办交接"]}


def test_what_was_done_counts_over_several_hand_overs_also_for_who_linked_already(
    cast, scheme, leader, link, new_contact, other_leader
):
    Minimum.objects.create(scheme=scheme, kind="phone", span="year")
    new_contact(on=date(2026, 2, 3))
    chair = cast.people["chair"]
    second = actions.hand_over(leader, by=cast.clerk, to=chair, post="x", on=date(2026, 3, 1), why="x")
    third = actions.hand_over(second, by=cast.clerk, to=other_leader.person, post="x", on=TODAY, why="x")
    assert third == other_leader
    row = Coverage([third]).rows[0]
    assert [(due.done, due.is_done) for due in row.dues] == [(1, True)]
    assert row.links[0].last.on == date(2026, 2, 3)


def test_with_fewer_leaders_than_each_is_to_have_nothing_is_given_out(clerk, scheme, leader, tea):
    scheme.leaders_least = scheme.leaders_most = 3
    scheme.save()
    answer = submit(clerk, f"/link_schemes/{scheme.pk}/plan/", {"starts": TODAY.isoformat()})
    assert errors(answer)["__all__"] == ["每个对象至少要 3 位领导，这一天没有这么多位；请改方案，或者先把领导加进来"]
    assert (LinkPlan.objects.count(), Linker.objects.count()) == (0, 1)


def test_a_notice_called_back_is_told_mended_and_read_anew(cast, clerk, new_briefing):
    briefing = new_briefing("sent", "read")
    submit(clerk, f"/briefings/{briefing.pk}/withdraw/", {"why": "数字有误"})
    told = Message.objects.filter(subject="通报已撤回：县委常委会决定")
    assert sorted(one.user.username for one in told) == ["tea_president", "tea_secretary"]
    assert submit(clerk, f"/briefings/{briefing.pk}/edit/", {"text": "加快园区建设，投资两亿"}).status_code == 302
    assert Receipt.objects.get().state == "unread"
    assert clerk.get(f"/briefings/{briefing.pk}/delete/").status_code == 403
