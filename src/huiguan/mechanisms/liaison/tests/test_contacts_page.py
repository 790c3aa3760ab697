"""Entering and arranging a contact, and its page: whom the day allows, what must be said, what those visited say."""

from datetime import date

import pytest
from django.utils import timezone

from huiguan.activities.models import QuietTime, Visit, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.bulk import moves_for_many
from huiguan.kernel.flow import perform
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.contributions import timeline
from huiguan.mechanisms.liaison.flow import ContactFlow
from huiguan.mechanisms.liaison.models import Contact, Link, Question
from tests.cast import browser, submit


@pytest.fixture
def county(cast, leader, link):
    return browser(cast.county_leader)


@pytest.fixture
def arranged(cast, leader, tea, link) -> Contact:
    topic = VisitTopic.objects.create(code="labour", name="用工")
    at = clock.at(date(2026, 5, 6), 10, 30)
    return actions.arrange(leader, by=cast.county_leader, kind="visit", at=at, targets=[tea], topics=[topic])


# whom


def test_whoever_was_linked_on_the_day_is_offered_with_the_days(county, leader, silk, link):
    Link.objects.create(linker=leader, target=silk, starts=date(2026, 1, 1), ends=date(2026, 3, 31))
    url = f"/link_contacts/of/{leader.pk}/new/"
    field = county.get(url).context["form"]["targets"]
    offered = sorted(label for _value, label in field.field.choices)
    assert offered == ["甲县丝绸商会（2026-01-01 – 2026-03-31）", "甲县茶业商会"]
    said = {"kind": "phone", "heard": "缺丝", "targets": [silk.pk]}
    answer = submit(county, url, {**said, "on": "2026-05-04"})
    assert answer.context["form"].errors == {
        "on": ["2026-05-04 这位领导不联系甲县丝绸商会；请改日期，或者先登记联系关系"]
    }
    submit(county, url, {**said, "on": "2026-03-31"})
    assert [(one.on, str(one.talks.get())) for one in Contact.objects.all()] == [(date(2026, 3, 31), "甲县丝绸商会")]


@pytest.mark.parametrize("page", ["new", "arrange"])
def test_without_links_it_says_that_nobody_is_linked(cast, leader, tea, page):
    client = browser(cast.county_leader)
    answer = client.get(f"/link_contacts/of/{leader.pk}/{page}/")
    assert (answer.status_code, "还没有联系任何商会或企业" in answer.content.decode()) == (422, True)
    client.post(f"/link_contacts/of/{leader.pk}/{page}/", {"targets": [tea.pk], "kind": "phone", "heard": "好"})
    assert Contact.objects.count() == 0


def test_of_a_leader_who_left_nothing_is_arranged_and_only_their_own_days_are_entered(county, leader, link):
    leader.ends = date(2026, 4, 30)
    leader.save()
    arranging = county.get(f"/link_contacts/of/{leader.pk}/arrange/")
    assert (arranging.status_code, "2026-04-30 已经结束，不能再约" in arranging.content.decode()) == (422, True)
    url = f"/link_contacts/of/{leader.pk}/new/"
    answer = submit(county, url, {"kind": "phone", "heard": "好", "on": "2026-05-01"})
    assert answer.context["form"].errors == {"on": ["这位领导的联系 2026-04-30 就结束了"]}
    submit(county, url, {"kind": "phone", "heard": "好"})
    assert Contact.objects.get().on == date(2026, 4, 30)


def test_of_a_leader_who_has_not_begun_nothing_is_entered_and_only_their_own_days_are_arranged(county, leader, link):
    leader.starts = link.starts = date(2026, 6, 1)
    leader.save()
    link.save()
    entering = county.get(f"/link_contacts/of/{leader.pk}/new/")
    assert (entering.status_code, "2026-06-01 起才联系" in entering.content.decode()) == (422, True)
    url, said = f"/link_contacts/of/{leader.pk}/arrange/", {"kind": "phone", "targets": [link.target_id]}
    answer = submit(county, url, {**said, "at": "2026-05-20T10:00"})
    assert answer.context["form"].errors == {"at": ["这位领导 2026-06-01 起才联系"]}
    submit(county, url, {**said, "at": "2026-06-02T10:00"})
    assert Contact.objects.get().on == date(2026, 6, 2)


# what


def test_a_contact_at_which_nothing_was_said_is_not_entered(county, leader, new_contact):
    answer = submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "phone", "heard": "  "})
    assert answer.context["form"].non_field_errors() == ["请写一句说了什么或听到什么"]
    assert Contact.objects.count() == 0
    planned = new_contact("planned")
    answer = submit(county, f"/link_contacts/{planned.pk}/report/")
    assert answer.context["form"].non_field_errors() == ["请写一句说了什么或听到什么"]


@pytest.mark.parametrize(("number", "kept"), [(20, 20), (21, 0)])
def test_twenty_questions_are_asked_at_once_at_most(county, leader, number, kept):
    asked = "\n".join(f"问题{n}？" for n in range(number))
    answer = submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "phone", "asked": asked})
    assert Question.objects.count() == kept
    assert kept or answer.context["form"].errors == {"asked": ["一次最多 20 条问题"]}


def test_what_there_is_to_mind_is_said_once(cast, county, leader):
    QuietTime.objects.create(organization=cast.tea, starts=date(2026, 5, 1), ends=date(2026, 5, 20), why="采茶季")
    answer = submit(county, f"/link_contacts/of/{leader.pk}/arrange/", {"kind": "visit", "at": "2026-05-06T10:00"})
    (warned,) = answer.context["form"].mind
    assert answer.content.decode().count(warned) == 1


# its page


def test_the_page_tells_the_hour_the_topics_and_what_those_visited_say(cast, arranged):
    perform(Visit.objects.get(), "another_day", by=cast.tea_president, words="下周方便", meant="2026-05-06 10:30")
    read = browser(cast.officer).get(f"/link_contacts/{arranged.pk}/")
    page = read.content.decode()
    assert [fact[1] for fact in read.context["facts"] if fact[0] == "哪天"] == ["2026-05-06 10:30"]
    for said in ("用工", "请改天", "下周方便"):
        assert said in page, said
    assert [row["said"].moves for row in read.context["talks"]] == [[]]
    assert "/note_agreed/" not in page


def test_whoever_arranges_activities_notes_there_what_was_said_on_the_telephone(cast, arranged):
    visit = Visit.objects.get()
    page = browser(cast.clerk).get(f"/link_contacts/{arranged.pk}/").content.decode()
    for url in (f"/visits/{visit.pk}/note_agreed/", f"/visits/{visit.pk}/", f"/organizations/{cast.tea.pk}/"):
        assert f'href="{url}"' in page, url


def test_one_of_two_reads_only_its_own_answer(cast, leader, tea, silk, link):
    Link.objects.create(linker=leader, target=silk, starts=date(2026, 1, 1))
    at = clock.at(date(2026, 5, 6), 10)
    both = actions.arrange(leader, by=cast.county_leader, kind="visit", at=at, targets=[tea, silk])
    of_silk = Visit.objects.get(organization=cast.silk)
    perform(of_silk, "note_another_day", by=cast.clerk, answerer="丝某", words="蚕忙")
    answer = browser(cast.tea_president).get(f"/link_contacts/{both.pk}/")
    assert [row["said"].visit.organization for row in answer.context["talks"]] == [cast.tea]
    assert "蚕忙" not in answer.content.decode()
    assert "蚕忙" in browser(cast.officer).get(f"/link_contacts/{both.pk}/").content.decode()


def test_what_was_entered_afterwards_has_no_hour(cast, leader, tea, link):
    said = [actions.Said(tea, heard="缺工")]
    made = actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=said)
    facts = browser(cast.clerk).get(f"/link_contacts/{made.pk}/").context["facts"]
    assert [fact[1] for fact in facts if fact[0] == "哪天"] == ["2026-05-01"]


def test_the_past_of_what_was_entered_afterwards_has_no_hour(cast, leader, tea, link):
    said = [actions.Said(tea, asked=("能不能修一条路？",))]
    made = actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=said)
    rows = [made, Question.objects.get(), Visit.objects.get()]
    pages = [browser(cast.clerk).get(f"/{row.desk}/{row.pk}/history/").context["timeline"] for row in rows]
    assert [[step.note for step in steps] for steps in pages] == [["发生于 2026-05-01，2026-05-04 09:00 登记。"]] * 3
    assert [timezone.localtime(one.at).hour for one in timeline(cast.tea, cast.clerk)] == [0]


def test_what_was_entered_on_its_day_says_no_more(cast, new_contact, leader, tea):
    made = actions.record(leader, by=cast.clerk, kind="phone", on=date(2026, 5, 4), said=[actions.Said(tea, "好")])
    with clock.standing_at(clock.at(date(2026, 5, 4), 17)):
        later = actions.record(leader, by=cast.clerk, kind="letter", on=date(2026, 5, 4), said=[actions.Said(tea)])
    pages = [browser(cast.clerk).get(f"/link_contacts/{one.pk}/history/").context["timeline"] for one in (made, later)]
    assert [[step.note for step in steps] for steps in pages] == [[""], [""]]


def test_what_was_arranged_to_the_hour_keeps_its_hour(cast, arranged):
    with clock.standing_at(clock.at(date(2026, 5, 6), 18)):
        perform(arranged, "report", by=cast.clerk)
        (told,) = timeline(cast.tea, cast.clerk)
    assert f"{timezone.localtime(told.at):%m-%d %H:%M}" == "05-06 10:30"


def test_contacts_are_reported_and_put_off_one_by_one(cast, within):
    """What was said is said of each; a form that many share does not know with whom it was."""
    assert [move.name for move in moves_for_many(ContactFlow, cast.clerk)] == ["call_off"]
