"""What somebody reads of an activity to which they only came, on every page where activities are shown."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiguan.activities import actions, panels
from huiguan.activities.models import Activity, ActivityKind, AgendaItem, Host, Participation
from huiguan.activities.queries import attendance
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Attachment
from huiguan.kernel.reach import reaching
from tests.cast import browser, submit

DAY = date(2024, 5, 8)
SECRET = "丝绸欠薪三月"


@pytest.fixture
def visit(cast) -> Activity:
    """The federation went to the silk firm, and the head of the tea firm went along."""
    with cast.work(), clock.standing_at(clock.at(date(2024, 6, 1))):
        kind = ActivityKind.objects.create(code="visit", name="走访")
        activity = Activity(kind=kind, title="走访春蚕", node=cast.root, starts=clock.at(DAY), place="河口镇")
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation, cast.silk_firm])
        came = [
            Participation(person=cast.people["vice_chair"], organization=cast.tea_firm),
            Participation(name="丝某", organization=cast.silk_firm),
        ]
        actions.enter(activity, came, by=cast.clerk)
        return perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY), minutes=SECRET)


@pytest.fixture
def guest(cast, visit):
    return browser(cast.tea_contact)


def own_row(cast, visit) -> Participation:
    with cast.work():
        return Participation.objects.get(activity=visit, organization=cast.tea_firm)


def open_to_guests(cast, visit) -> None:
    with cast.work():
        visit.refresh_from_db()
        visit.minutes_for = "guests"
        visit.save()


def test_a_guest_opens_no_page_of_the_activity_until_it_is_open_to_guests(cast, visit, guest):
    with cast.work():
        file = Attachment.hang(visit, SimpleUploadedFile("a.txt", SECRET.encode()))
    names = {"detail": [], "history": [], "file": [file.pk]}

    def answers():
        pages = [reverse(f"activities.{page}", args=[visit.pk, *more]) for page, more in names.items()]
        found = []
        for page in pages:
            answer = guest.get(page)
            answer.getvalue()  # a file is closed when it has been read
            found.append(answer.status_code)
        return found

    closed = answers()
    open_to_guests(cast, visit)

    assert (closed, answers()) == ([404] * 3, [200, 403, 200])


@pytest.mark.parametrize("page", ["/activities/", "/activities/print/", "/search/?q=春蚕"])
def test_no_list_leads_a_guest_to_it_until_it_is_open_to_guests(cast, visit, guest, page):
    def leads_there():
        return f"/activities/{visit.pk}/" in guest.get(page).content.decode()

    closed = leads_there()
    open_to_guests(cast, visit)

    assert (closed, leads_there()) == (False, True)


def test_the_spreadsheet_of_a_guest_holds_nothing_that_was_said(cast, visit, guest):
    def tells():
        with ZipFile(BytesIO(guest.get("/activities/export/").content)) as book:
            return any(SECRET in book.read(name).decode() for name in book.namelist())

    closed = tells()
    open_to_guests(cast, visit)

    assert (closed, tells()) == (False, True)


def test_a_guest_reads_when_and_where_it_was_and_of_whom_and_who_came_of_their_own(cast, visit, guest):
    shown = guest.get(reverse("participations.detail", args=[own_row(cast, visit).pk]))

    facts = {str(label): str(value) for label, value, *_page in shown.context["facts"]}
    assert facts == {
        "活动": "走访春蚕",
        "开始": "2024-05-08 09:00",
        "地点": "河口镇",
        "主办单位": "甲县工商业联合会、甲县春蚕丝绸有限公司",
        "参加的人": "副某（参加）",
    }
    assert SECRET not in shown.content.decode()


def test_a_guest_reads_what_is_on_and_finds_no_way_to_what_is_not_theirs(cast, visit, guest):
    with cast.work():
        AgendaItem(activity=visit, title="看车间", starts=visit.starts, minutes=30).save()

    shown = guest.get(reverse("participations.detail", args=[own_row(cast, visit).pk])).content.decode()

    assert ("看车间" in shown, reverse("agenda.paper", args=[visit.pk]) in shown) == (True, False)


def test_what_a_guest_is_told_of_it_leads_to_their_own_row(cast, visit):
    row = own_row(cast, visit)

    with reaching(cast.tea_contact.reach(cast.tenant)), clock.standing_at(clock.at(date(2024, 6, 1))):
        told = [
            *panels.timeline(cast.tea_firm, cast.tea_contact),
            *panels.happenings(cast.tea_contact, Period(date(2024, 1, 1), date(2024, 12, 31))),
        ]

    page = reverse("participations.detail", args=[row.pk])
    assert [(line.title, line.url) for line in told] == [("走访春蚕", page)] * 2


def test_whoever_holds_it_and_its_place_read_it_all(cast, visit):
    with reaching(cast.clerk.reach(cast.tenant)):
        assert Activity.objects.get().minutes == SECRET
    with cast.work():
        row = Host.objects.get(activity=visit, organization=cast.silk_firm)
        row.organization = cast.tea_firm
        row.save()

    host = browser(cast.tea_contact).get(reverse("activities.detail", args=[visit.pk]))

    assert (host.status_code, SECRET in host.content.decode()) == (200, True)


def test_whoever_arranges_a_gathering_opens_it_to_those_who_came(cast, visit, guest):
    submit(browser(cast.clerk), reverse("activities.edit", args=[visit.pk]), {"minutes_for": "guests"})

    assert SECRET in guest.get(reverse("activities.detail", args=[visit.pk])).content.decode()


def test_a_person_who_only_came_counts_where_the_activity_itself_is_out_of_reach(cast, visit):
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    with reaching(cast.tea_contact.reach(cast.tenant)):
        assert [str(row) for row in attendance(period)] == ["副某"]
