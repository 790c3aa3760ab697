"""Hours of training, the certificates for them, and what somebody has learned."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from docx import Document

from huiguan.activities import actions, training
from huiguan.activities.models import Activity, ActivityKind, Certificate, Participation
from huiguan.activities.screens.certificates import CertificateDesk
from huiguan.kernel import clock
from huiguan.kernel.flow import NotNow, perform
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from tests.cast import browser, submit
from tests.threads import in_threads

NOT_HELD = "这项活动没有登记为已举办，证书现在不能下载；编号都留着，不会再给别人"
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def course(cast):
    """Makes a course that was held, with the chair and somebody by name."""
    with cast.work():
        kind = ActivityKind.objects.create(code="training", name="培训")

    def make(day=date(2024, 5, 6), hours="16", title="研修班", held=True) -> Activity:
        with cast.work():
            activity = Activity(kind=kind, title=title, node=cast.root, starts=clock.at(day), hours=hours)
            actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
            rows = [Participation(person=cast.people["chair"]), Participation(name="陈一", organization=cast.tea)]
            actions.enter(activity, rows, by=cast.clerk)
            if held:
                activity = perform(activity, "hold", by=cast.clerk, happened=activity.starts)
            activity.refresh_from_db()
            return activity

    return make


def issue(cast, activity, kind="completion") -> list[str]:
    with cast.work():
        rows = Participation.objects.filter(activity=activity)
        return [row.number for row in actions.issue(activity, rows, kind, by=cast.clerk)]


def texts(client, url: str) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(client.get(url).content)).paragraphs]


def test_the_hours_of_the_activity_are_those_of_everybody_who_has_none_of_their_own(cast, course):
    activity = course()
    with cast.work():
        first = Participation.objects.filter(activity=activity).first()
        first.hours = Decimal("7.5")
        first.save()
        found = figures()["activities.training_hours"].read(YEAR)
        there = [row.hours_there for row in Participation.objects.filter(activity=activity)]

    assert there == [Decimal("7.5"), Decimal("16")]
    assert (found[0], found[1].count()) == (Decimal("23.5"), 2)


def test_whoever_was_there_for_nothing_counts_nothing(cast, course):
    activity = course()
    with cast.work():
        for row in Participation.objects.filter(activity=activity):
            row.hours = Decimal()
            row.save()

        assert figures()["activities.training_hours"].read(YEAR)[0] is None


def test_only_what_was_held_in_the_period_counts(cast, course):
    course(date(2023, 5, 6))
    course(held=False)

    with cast.work():
        assert figures()["activities.training_hours"].read(YEAR)[0] is None


@pytest.mark.parametrize(("hours", "told"), [("-1", "学时不能是负数"), ("1.25", "1"), ("99999", "4"), ("许多", "数字")])
def test_hours_that_make_no_sense_are_asked_again(cast, course, hours, told):
    activity = course()

    page = submit(browser(cast.clerk), reverse("activities.edit", args=[activity.pk]), {"hours": hours})

    assert (page.status_code, told in page.content.decode()) == (422, True)


def test_a_clerk_issues_certificates_to_whom_they_tick(cast, course):
    activity, client = course(), browser(cast.clerk)
    with cast.work():
        chair = Participation.objects.get(activity=activity, person=cast.people["chair"])

    submit(client, reverse("certificates.issue", args=[activity.pk]), {"rows": [chair.pk]})

    with cast.work():
        (made,) = Certificate.objects.all()
        assert (made.participation, made.kind, made.number) == (chair, "completion", "2024-0001")
    assert texts(client, reverse("certificates.paper", args=[made.pk])) == [
        "结业证书",
        "编号：2024-0001",
        "主某：您于2024年5月6日参加“研修班”，修满 16 学时，准予结业。",
        "特发此证。",
        "",
        str(cast.federation),
        "2024年6月1日",
    ]


def test_those_for_all_stand_in_one_paper(cast, course):
    activity = course()
    issue(cast, activity, "attendance")

    found = texts(browser(cast.clerk), reverse("certificates.all", args=[activity.pk]))

    assert [line for line in found if line.startswith("兹证明")] == [
        "兹证明主某于2024年5月6日参加“研修班”，共 16 学时。",
        f"兹证明陈一（{cast.tea}）于2024年5月6日参加“研修班”，共 16 学时。",
    ]


def test_numbers_run_through_the_year_and_are_given_once(cast, course):
    first, second, earlier = course(), course(date(2024, 5, 8)), course(date(2023, 5, 8))

    numbers = [issue(cast, one) for one in (first, second, earlier, first)]

    assert numbers == [["2024-0001", "2024-0002"], ["2024-0003", "2024-0004"], ["2023-0001", "2023-0002"], []]


def test_whoever_has_a_certificate_stays_on_the_list(cast, course):
    activity, client = course(), browser(cast.clerk)
    issue(cast, activity)
    with cast.work():
        row = Participation.objects.filter(activity=activity).first()

    page = client.get(reverse("participations.delete", args=[row.pk]))
    whole = client.get(reverse("activities.delete", args=[activity.pk]))
    with cast.work(), pytest.raises(ProtectedError):
        row.delete()
    many = client.get(reverse("participations.remove_many", args=[activity.pk]))

    assert (page.status_code, "证书" in page.content.decode(), whole.status_code) == (422, True, 422)
    assert list(many.context["form"].fields["rows"].queryset) == []
    with cast.work():
        assert Participation.objects.filter(activity=activity).count() == 2


def test_certificates_are_issued_once_it_was_held(cast, course):
    activity = course(held=False)

    page = browser(cast.clerk).get(reverse("certificates.issue", args=[activity.pk]))

    assert (page.status_code, "再发证书" in page.content.decode()) == (422, True)


def test_there_is_nobody_left_to_whom_one_could_be_issued(cast, course):
    activity = course()
    issue(cast, activity)

    page = browser(cast.clerk).get(reverse("certificates.issue", args=[activity.pk]))

    assert (page.status_code, "都已经有证书了" in page.content.decode()) == (422, True)


@pytest.mark.parametrize("page", ["of", "issue", "all"])
def test_certificates_are_kept_by_those_who_arrange_it(cast, course, page):
    url = reverse(f"certificates.{page}", args=[course().pk])

    codes = [browser(user).get(url).status_code for user in (cast.clerk, cast.auditor, cast.stranger)]

    assert codes == [200, 403, 404]


def test_a_certificate_of_elsewhere_is_not_found(cast, course):
    issue(cast, course())
    with cast.work():
        url = reverse("certificates.paper", args=[Certificate.objects.first().pk])

    assert [browser(user).get(url).status_code for user in (cast.auditor, cast.stranger)] == [403, 404]


def test_four_who_issue_at_once_give_no_number_twice(for_threads, cast, course):
    waiting = [course(date(2024, 5, day)) for day in (6, 7, 8, 9)]
    for_threads()

    found = in_threads(4, lambda: issue(cast, waiting.pop()))

    assert sorted(number for numbers in found for number in numbers) == [f"2024-000{n}" for n in range(1, 9)]


def test_the_page_of_a_person_shows_what_they_have_learned_by_year(cast, course):
    course(date(2023, 5, 6), "8", "旧班")
    activity = course()
    course(date(2024, 5, 9), None, "不算学时")
    issue(cast, activity)
    chair = cast.people["chair"]

    with cast.work():
        years = [
            (year.year, [str(row.activity) for row in year.rows], year.hours) for year in training.transcript(chair)
        ]
    page = browser(cast.clerk).get(reverse("people.detail", args=[chair.pk])).content.decode()
    paper = browser(cast.clerk).get(reverse("training.of", args=[chair.pk]))

    assert years == [(2024, ["研修班"], 16), (2023, ["旧班"], 8)]
    assert [word in page for word in ("学习培训", "研修班", "2024-0001", "不算学时")] == [True, True, True, False]
    assert paper.context["hours"] == 24


def test_a_person_without_training_has_no_such_panel_and_a_paper_that_says_so(cast, course):
    course(held=False)
    client, of = browser(cast.clerk), [cast.people["chair"].pk]

    assert "学习培训" not in client.get(reverse("people.detail", args=of)).content.decode()
    assert "还没有参加过" in client.get(reverse("training.of", args=of)).content.decode()
    assert browser(cast.stranger).get(reverse("training.of", args=of)).status_code == 404


@pytest.mark.parametrize("state", ["planned", "gone"])
def test_whoever_issues_too_late_is_told_so_and_finds_the_way_back(cast, course, state):
    activity, client = course(), browser(cast.clerk)
    with cast.work():
        rows = list(Participation.objects.filter(activity=activity))
        if state == "planned":
            perform(activity, "take_back", by=cast.clerk)
            with pytest.raises(NotNow):
                actions.issue(activity, rows, "attendance", by=cast.clerk)
        else:
            actions.take_off(rows, by=cast.clerk)
            assert actions.issue(activity, rows, "attendance", by=cast.clerk) == []

    desk = CertificateDesk()

    assert desk.above(owner=activity.pk) == reverse("activities.detail", args=[activity.pk])
    assert desk.above() == reverse("home.list")
    assert client.get(desk.above(owner=activity.pk)).status_code == 200


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_of_what_was_not_held_after_all_no_certificate_is_taken_away_and_no_number_given_again(cast, course, state):
    activity, client = course(), browser(cast.clerk)
    issue(cast, activity)
    with cast.work():
        papers = [reverse("certificates.paper", args=[row.pk]) for row in Certificate.objects.all()]
    papers.append(reverse("certificates.all", args=[activity.pk]))
    asked = client.get(reverse("activities.move", args=[activity.pk, "take_back"])).content.decode()
    with cast.work():
        perform(activity, "take_back", by=cast.clerk)
        if state == "cancelled":
            perform(activity, "cancel", by=cast.clerk)

    answers = [client.get(paper) for paper in papers]
    page = client.get(reverse("certificates.of", args=[activity.pk])).content.decode()
    whole = client.get(reverse("activities.detail", args=[activity.pk])).content.decode()

    assert "已发 2 份证书" in asked
    assert [(answer.status_code, NOT_HELD in answer.content.decode()) for answer in answers] == [(403, True)] * 3
    assert ([paper in page for paper in papers], NOT_HELD in page, "2024-0002" in page) == ([False] * 3, True, True)
    assert ("已发 2 份" in whole, NOT_HELD in whole) == (True, True)
    assert issue(cast, course(date(2024, 5, 8))) == ["2024-0003", "2024-0004"]


def test_held_again_the_same_certificates_are_there(cast, course):
    activity, client = course(), browser(cast.clerk)
    issue(cast, activity)
    with cast.work():
        perform(perform(activity, "take_back", by=cast.clerk), "hold", by=cast.clerk, happened=activity.starts)

    found = texts(client, reverse("certificates.all", args=[activity.pk]))

    assert [line for line in found if line.startswith("编号")] == ["编号：2024-0001", "编号：2024-0002"]
    assert issue(cast, activity) == []


def test_who_has_a_certificate_is_not_made_another(cast, course):
    activity = course()
    issue(cast, activity)
    with cast.work():
        row = Participation.objects.get(activity=activity, name="陈一")

    page = submit(browser(cast.clerk), reverse("participations.edit", args=[row.pk]), {"name": "陈二"})

    row.refresh_from_db()
    assert (page.status_code, "已有证书，不能换成别人" in page.content.decode(), row.name) == (422, True, "陈一")
