"""Contacts put off, put right and deleted: contact, activity and visit always say the same day."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from huiguan.activities.actions import change
from huiguan.activities.models import Activity, QuietTime, Visit
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Change
from huiguan.kernel.reach import Reach, reaching
from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.contributions import cards
from huiguan.mechanisms.liaison.coverage import Coverage
from huiguan.mechanisms.liaison.models import Contact, Link
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import again, browser, submit


@pytest.fixture
def county(cast, leader, link):
    return browser(cast.county_leader)


@pytest.fixture
def arranged(cast, leader, tea, link) -> Contact:
    """A visit to the tea chamber on the sixth of May at ten."""
    at = clock.at(date(2026, 5, 6), 10)
    return actions.arrange(leader, by=cast.county_leader, kind="visit", at=at, targets=[tea])


@pytest.fixture
def held(cast, leader, tea, link) -> Contact:
    said = [actions.Said(tea, heard="缺工")]
    return actions.record(leader, by=cast.clerk, kind="visit", on=date(2026, 5, 1), said=said)


def stands(contact: Contact) -> tuple[date, datetime]:
    contact = Contact.objects.get(pk=contact.pk)
    return contact.on, timezone.localtime(Activity.everywhere.get(pk=contact.activity_id).starts).replace(tzinfo=None)


# put off


def test_what_is_put_off_takes_its_activity_along_and_those_visited_are_asked_anew(cast, county, arranged):
    visit = Visit.objects.get()
    assert visit.state == "asked"
    perform(visit, "agree", by=cast.tea_president)
    answer = submit(county, f"/link_contacts/{arranged.pk}/postpone/", {"at": "2026-05-08T15:30"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert stands(arranged) == (date(2026, 5, 8), datetime(2026, 5, 8, 15, 30))
    visit.refresh_from_db()
    assert (visit.state, Contact.objects.get().state) == ("asked", "planned")


def test_whoever_puts_off_is_told_what_there_is_to_mind_and_says_why(cast, county, arranged):
    QuietTime.objects.create(organization=cast.tea, starts=date(2026, 5, 8), ends=date(2026, 5, 20), why="采茶季")
    url = f"/link_contacts/{arranged.pk}/postpone/"
    page = submit(county, url, {"at": "2026-05-08T15:30"})
    warned = "甲县茶业商会：2026-05-08 至 2026-05-20 是企业的免打扰时段：采茶季"
    assert page.context["form"].mind == [warned]
    assert page.content.decode().count(warned) == 1
    assert stands(arranged) == (date(2026, 5, 6), datetime(2026, 5, 6, 10))
    again(county, url, page, {"why_despite": "商会自己请的"})
    assert stands(arranged) == (date(2026, 5, 8), datetime(2026, 5, 8, 15, 30))
    assert Visit.objects.get().why_despite == "商会自己请的"


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("2026-05-04T08:00", "这个时间已经过了；去过的请用“登记联系情况”"),
        ("2026-05-06T10:00", "时间和原来的一样"),
        ("2026-07-01T10:00", "这位领导的联系 2026-06-30 就结束了"),
        ("2026-06-15T10:00", "2026-06-15 这位领导不联系甲县茶业商会；请改日期，或者先登记联系关系"),
    ],
)
def test_it_is_put_off_only_to_a_day_on_which_the_leader_is_linked(county, arranged, leader, link, at, why):
    leader.ends, link.ends = date(2026, 6, 30), date(2026, 5, 31)
    leader.save()
    link.save()
    answer = submit(county, f"/link_contacts/{arranged.pk}/postpone/", {"at": at})
    assert answer.context["form"].errors == {"at": [why]}
    assert stands(arranged) == (date(2026, 5, 6), datetime(2026, 5, 6, 10))


def test_a_call_is_put_off_by_its_day(county, new_contact):
    call = new_contact("planned", on=TODAY + timedelta(days=2))
    answer = submit(county, f"/link_contacts/{call.pk}/postpone/", {"at": "2026-05-03"})
    assert answer.context["form"].errors == {"at": ["这个时间已经过了；去过的请用“登记联系情况”"]}
    submit(county, f"/link_contacts/{call.pk}/postpone/", {"at": TODAY.isoformat()})
    assert Contact.objects.get().on == TODAY


def test_what_is_put_off_on_the_page_of_its_activity_is_shown_and_counted_by_the_new_day(cast, leader, arranged):
    clerk = browser(cast.clerk)
    answer = submit(clerk, f"/activities/{arranged.activity_id}/edit/", {"starts": "2026-05-12T15:00"})
    assert (answer.status_code, stands(arranged)) == (302, (date(2026, 5, 12), datetime(2026, 5, 12, 15)))
    (row,) = clerk.get("/link_contacts/").context["listing"].rows
    assert row.record.on == date(2026, 5, 12)
    (row,) = Coverage([leader]).rows
    assert row.links[0].next.on == date(2026, 5, 12)
    with clock.standing_at(clock.at(date(2026, 5, 7), 9)):
        assert [card.label for card in cards(cast.officer) if "待登记" in str(card.label)] == []
    assert [change.by for change in Change.of(arranged) if "on" in (change.after or {})][-1] == cast.clerk


def test_whoever_reads_no_contacts_puts_them_off_with_the_activity_all_the_same(cast, arranged):
    activity = Activity.objects.get()
    activity.starts = clock.at(date(2026, 5, 12), 15)
    nobody = Reach(cast.tenant, {})
    with reaching(nobody):
        change(activity, ["starts"], by=cast.clerk)
    assert Contact.objects.get().on == date(2026, 5, 12)


@pytest.mark.parametrize(("state", "on"), [("held", date(2026, 4, 29)), ("called_off", date(2026, 5, 1))])
def test_what_is_put_right_of_a_held_activity_is_right_of_its_contact_unless_that_was_called_off(cast, held, state, on):
    held.state = state
    held.save()
    activity = Activity.objects.get()
    activity.starts = clock.at(date(2026, 4, 29), 9)
    change(activity, ["starts"], by=cast.clerk)
    assert Contact.objects.get().on == on


def test_what_was_called_off_on_its_own_page_is_not_put_off(cast, arranged):
    activity = Activity.objects.get()
    activity.state = "cancelled"
    activity.save()
    with pytest.raises(NotAllowed, match="不能改期"):
        perform(arranged, "postpone", by=cast.clerk, at=clock.at(date(2026, 5, 9)))


def test_an_activity_moved_and_held_on_its_own_page_gives_the_contact_its_day(cast, arranged):
    activity = Activity.objects.get()
    activity.starts = clock.at(date(2026, 5, 5), 9)
    activity.save()
    with clock.standing_at(clock.at(date(2026, 5, 5), 18)):
        perform(activity, "hold", by=cast.clerk, happened=activity.starts)
    assert (Contact.objects.get().state, Contact.objects.get().on) == ("held", date(2026, 5, 5))


def test_an_activity_moved_on_its_own_page_is_reported_with_its_day(cast, county, arranged):
    activity = Activity.objects.get()
    activity.starts = clock.at(date(2026, 5, 7), 9)
    activity.save()
    with clock.standing_at(clock.at(date(2026, 5, 7), 18)):
        submit(county, f"/link_contacts/{arranged.pk}/report/", {"heard": "缺工"})
    assert (Contact.objects.get().state, *stands(arranged)) == ("held", date(2026, 5, 7), datetime(2026, 5, 7, 9))


# put right


def test_of_an_arranged_contact_only_the_place_is_put_right_and_its_activity_has_it_too(county, arranged):
    url = f"/link_contacts/{arranged.pk}/edit/"
    assert county.get(url).context["form"].typed == ["place"]
    submit(county, url, {"place": "茶叶市场", "on": "2026-01-02", "kind": "phone"})
    contact = Contact.objects.get()
    assert (contact.place, contact.kind, Activity.objects.get().place) == ("茶叶市场", "visit", "茶叶市场")
    assert stands(arranged) == (date(2026, 5, 6), datetime(2026, 5, 6, 10))


def test_the_day_of_a_held_visit_is_that_of_its_activity(cast, held):
    url = f"/link_contacts/{held.pk}/edit/"
    clerk = browser(cast.clerk)
    assert clerk.get(url).context["form"].typed == ["on", "place"]
    submit(clerk, url, {"on": "2026-04-30"})
    assert stands(held) == (date(2026, 4, 30), datetime(2026, 4, 30))
    assert Activity.objects.get().state == "held"


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2025-12-31", "这位领导 2026-01-01 起才联系"),
        ("2026-05-05", "已经联系过的，日期不能晚于今天"),
        ("2026-01-15", "2026-01-15 这位领导不联系甲县茶业商会；请改日期，或者先登记联系关系"),
    ],
)
def test_a_held_contact_stays_within_the_days_of_its_links(cast, held, link, on, why):
    link.starts = date(2026, 2, 1)
    link.save()
    answer = submit(browser(cast.clerk), f"/link_contacts/{held.pk}/edit/", {"on": on})
    assert answer.context["form"].errors == {"on": [why]}
    assert stands(held) == (date(2026, 5, 1), datetime(2026, 5, 1))


def test_a_call_does_not_become_a_visit(cast, new_contact):
    call = new_contact("held")
    url = f"/link_contacts/{call.pk}/edit/"
    answer = submit(browser(cast.clerk), url, {"kind": "visit"})
    assert list(answer.context["form"].errors) == ["kind"]
    submit(browser(cast.clerk), url, {"kind": "letter"})
    assert Contact.objects.get().kind == "letter"


# deleted


def test_what_is_arranged_is_called_off_and_not_deleted(cast, county, arranged):
    page = county.get(f"/link_contacts/{arranged.pk}/")
    assert page.context["delete_url"] is None
    answer = county.get(f"/link_contacts/{arranged.pk}/delete/")
    assert (answer.status_code, "请用“取消约定”" in answer.content.decode()) == (403, True)
    with pytest.raises(NotAllowed, match="取消约定"):
        actions.remove(arranged, by=cast.clerk)
    assert (Contact.objects.count(), Activity.objects.get().state) == (1, "planned")
    perform(arranged, "call_off", by=cast.clerk, why="开会")
    submit(county, f"/link_contacts/{arranged.pk}/delete/")
    assert (Contact.objects.count(), Activity.objects.filter(state="planned").count()) == (0, 0)


def test_a_held_contact_whose_activity_is_planned_again_is_deleted_and_the_activity_called_off(cast, arranged):
    Activity.objects.get().participations.create(name="外人", tenant=cast.tenant)
    with clock.standing_at(clock.at(date(2026, 5, 7))):
        perform(arranged, "report", by=cast.clerk)
        perform(Activity.objects.get(), "take_back", by=cast.clerk)
        assert submit(browser(cast.clerk), f"/link_contacts/{arranged.pk}/delete/").status_code == 302
    assert (Contact.objects.count(), Activity.objects.get().state) == (0, "cancelled")


def test_a_call_that_was_arranged_by_mistake_is_deleted(county, new_contact):
    call = new_contact("planned")
    submit(county, f"/link_contacts/{call.pk}/delete/")
    assert (Contact.objects.count(), Link.objects.count()) == (0, 1)
