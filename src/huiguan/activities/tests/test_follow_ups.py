"""What was agreed: who reads it, for whom it waits, and how it ends."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.activities import actions, contributions
from huiguan.activities.actions import follow_ups
from huiguan.activities.flow import FollowUpFlow
from huiguan.activities.models import Activity, ActivityKind, FollowUp, Participation
from huiguan.kernel import clock, notices
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Message, Step
from huiguan.kernel.reach import reaching
from huiguan.kernel.rooms import figures
from tests.cast import again, browser, submit, token_of

DAY = date(2024, 5, 8)
TODAY = clock.at(date(2024, 6, 1))
SECRET = "给春蚕找一家收购商"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def talk(cast) -> Activity:
    """The federation held it with the silk firm; somebody of the tea firm came."""
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="丝绸恳谈会", node=cast.root, starts=clock.at(DAY), minutes_for="guests")
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation, cast.silk_firm])
        came = [Participation(person=cast.people["vice_chair"], organization=cast.tea_firm)]
        actions.enter(activity, came, by=cast.clerk)
        return perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY))


def agreed(cast, talk, **facts) -> FollowUp:
    with cast.work():
        return follow_ups.agree(FollowUp(activity=talk, **({"text": SECRET} | facts)), by=cast.clerk)


def waiting(cast, username: str) -> set[FollowUp]:
    user = getattr(cast, username)
    with reaching(user.reach(cast.tenant)):
        return set(FollowUpFlow.waiting_for(user))


def page(follow_up: FollowUp, name: str = "detail", *more) -> str:
    return reverse(f"follow_ups.{name}", args=[follow_up.pk, *more])


def test_a_clerk_records_who_does_what_by_when_on_the_page_of_the_activity(cast, talk):
    client = browser(cast.clerk)

    answer = submit(
        client,
        reverse("follow_ups.add", args=[talk.pk]),
        {"text": SECRET, "owner": cast.chair.pk, "due": "2024-07-01", "is_decision": "on"},
    )

    with cast.work():
        row = FollowUp.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("activities.detail", args=[talk.pk]))
    assert (row.text, row.owner, row.due, row.number, row.state) == (SECRET, cast.chair, date(2024, 7, 1), 1, "open")
    assert SECRET in client.get(answer.url).content.decode()


def test_it_waits_for_its_owner_and_without_one_for_whoever_arranges(cast, talk):
    owned = agreed(cast, talk, owner=cast.chair)
    nobodys = agreed(cast, talk)

    assert waiting(cast, "chair") == {owned, nobodys}  # a chair arranges, too
    assert waiting(cast, "clerk") == {nobodys}
    assert waiting(cast, "vice_chair") == set()


def test_an_owner_who_may_not_sign_in_any_more_leaves_it_to_whoever_arranges(cast, talk):
    row = agreed(cast, talk, owner=cast.vice_chair)
    before = waiting(cast, "clerk")

    cast.vice_chair.is_active = False
    cast.vice_chair.save()

    assert (before, waiting(cast, "clerk")) == (set(), {row})


@pytest.mark.parametrize("unit, person", [("tea_firm", "tea_contact"), ("tea", "tea_secretary")])
def test_the_people_of_the_unit_that_is_responsible_find_it_at_home_and_report(cast, talk, unit, person):
    row, user = agreed(cast, talk, organization=getattr(cast, unit)), getattr(cast, person)
    with reaching(user.reach(cast.tenant)):
        at_home = [matter.url for matter in contributions.matters(user)]

    answer = submit(browser(user), page(row, "move", "finish"), {"result": "找到了"})

    row.refresh_from_db()
    assert at_home == [page(row)]
    assert (answer.status_code, row.state, row.result, row.done_on) == (302, "done", "找到了", clock.today())


def test_whoever_only_came_reads_no_follow_up_even_where_the_minutes_are_open_to_them(cast, talk):
    row = agreed(cast, talk)
    guest = browser(cast.tea_contact)
    whole = guest.get(reverse("activities.detail", args=[talk.pk]))
    shut = (whole.status_code, SECRET in whole.content.decode(), guest.get(page(row)).status_code)
    listed = SECRET in guest.get(reverse("follow_ups.list")).content.decode()

    with cast.work():
        row.organization = cast.tea_firm
        follow_ups.reword(row, by=cast.clerk)
    whole = guest.get(reverse("activities.detail", args=[talk.pk])).content.decode()

    assert (shut, listed) == ((200, False, 404), False)
    assert (SECRET in whole, guest.get(page(row)).status_code) == (True, 200)


def test_another_tenant_and_another_chamber_read_none_of_it(cast, talk):
    row = agreed(cast, talk, organization=cast.silk_firm)

    codes = [browser(getattr(cast, name)).get(page(row)).status_code for name in ("stranger", "tea_secretary", "clerk")]

    assert codes == [404, 404, 200]


def test_whoever_is_responsible_reads_the_name_of_the_activity_and_no_more(cast, talk):
    with cast.work():
        talk.minutes_for = "hosts"
        talk.minutes = "丝绸欠薪"
        talk.save()
    row = agreed(cast, talk, organization=cast.tea_firm)
    client = browser(cast.tea_contact)

    shown = client.get(page(row)).content.decode()

    assert ("丝绸恳谈会" in shown, reverse("activities.detail", args=[talk.pk]) in shown) == (True, False)
    assert client.get(reverse("activities.detail", args=[talk.pk])).status_code == 404


@pytest.mark.parametrize("name, allowed", [("chair", True), ("clerk", True), ("vice_chair", False), ("auditor", False)])
def test_its_owner_and_whoever_arranges_finish_it(cast, talk, name, allowed):
    row, user = agreed(cast, talk, owner=cast.chair), getattr(cast, name)

    with reaching(user.reach(cast.tenant)):
        if allowed:
            perform(row, "finish", by=user, result="办好了")
        else:
            with pytest.raises(NotAllowed):
                perform(row, "finish", by=user, result="办好了")

    row.refresh_from_db()
    assert row.state == ("done" if allowed else "open")


def test_a_leader_who_owns_it_finishes_it_though_he_arranges_nothing(cast, talk):
    row = agreed(cast, talk, owner=cast.vice_chair)

    answer = submit(browser(cast.vice_chair), page(row, "move", "finish"), {"result": "办好了"})

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (302, "done")


def test_the_unit_reports_and_does_not_put_off_or_drop(cast, talk):
    row = agreed(cast, talk, organization=cast.tea_firm)
    client = browser(cast.tea_contact)

    codes = [client.get(page(row, "move", move)).status_code for move in ("finish", "postpone", "drop")]

    assert codes == [200, 422, 422]


def test_a_day_is_put_off_with_a_reason_that_the_history_keeps(cast, talk):
    row = agreed(cast, talk, owner=cast.chair, due=date(2024, 6, 10))
    client, url = browser(cast.chair), page(row, "move", "postpone")
    past = submit(client, url, {"due": "2024-05-01", "why": "晚了"})
    silent = again(client, url, past, {"due": "2024-08-01", "why": ""})

    submit(client, url, {"due": "2024-08-01", "why": "等展会"})

    row.refresh_from_db()
    with cast.work():
        step = Step.of(row).get(move="postpone")
    assert (past.context["form"].errors["due"], list(silent.context["form"].errors)) == (["期限不能早于今天"], ["why"])
    assert (row.due, row.state, step.why) == (date(2024, 8, 1), "open", "等展会")
    assert "等展会" in client.get(page(row)).content.decode()


def test_what_is_not_done_after_all_keeps_its_reason_and_can_be_taken_up_again(cast, talk):
    row, client = agreed(cast, talk), browser(cast.clerk)
    submit(client, page(row, "move", "drop"), {"why": "丝厂自己办了"})
    row.refresh_from_db()
    dropped = (row.state, "丝厂自己办了" in client.get(page(row)).content.decode())

    submit(client, page(row, "move", "reopen"))
    submit(client, page(row, "move", "finish"), {"result": "好了"})
    submit(client, page(row, "move", "reopen"))

    row.refresh_from_db()
    assert dropped == ("dropped", True)
    assert (row.state, row.result, row.done_on) == ("open", "", None)


def test_decisions_are_numbered_within_their_activity_and_no_number_is_given_twice(cast, talk):
    first, plain, second = (agreed(cast, talk, text=text, is_decision=text != "乙") for text in ("甲", "乙", "丙"))
    with cast.work():
        second.is_decision = False
        follow_ups.reword(second, by=cast.clerk)
        plain.is_decision = True
        follow_ups.reword(plain, by=cast.clerk)
        given = (first.number, plain.number, second.number)
        plain.delete()
    last = agreed(cast, talk, text="丁", is_decision=True)

    assert (given, last.number) == ((1, 3, None), 4)


def test_nobody_is_made_responsible_for_what_they_cannot_open(cast, talk):
    client, url = browser(cast.clerk), reverse("follow_ups.add", args=[talk.pk])
    alone = submit(client, url, {"text": "送茶", "owner": cast.tea_contact.pk})

    with_unit = again(client, url, alone, {"organization": cast.tea_firm.pk})

    assert (alone.status_code, list(alone.context["form"].errors)) == (422, ["owner"])
    assert with_unit.status_code == 302


def test_its_owner_is_told_before_it_is_due_and_once_when_it_is_late(cast, talk):
    agreed(cast, talk, owner=cast.vice_chair, organization=cast.tea_firm, due=date(2024, 6, 8))
    told = []
    for days in (0, 6, 8, 9):
        with cast.work(), clock.standing_at(TODAY + timedelta(days=days)):
            notices.remind()
        told.append(sorted(Message.objects.values_list("user__username", flat=True)))

    assert told == [["vice_chair"], ["vice_chair"] * 2, ["vice_chair"] * 3, ["vice_chair"] * 3]


@pytest.mark.parametrize("unit, person", [("tea_firm", "tea_contact"), ("tea", "tea_secretary")])
def test_without_an_owner_the_unit_is_told(cast, talk, unit, person):
    agreed(cast, talk, organization=getattr(cast, unit), due=date(2024, 6, 8))

    with cast.work():
        notices.remind()

    assert person in Message.objects.values_list("user__username", flat=True)


def listed(client, query: str) -> set[str]:
    rows = client.get(f"{reverse('follow_ups.list')}?{query}").context["listing"].rows
    return {row.record.text for row in rows}


def test_the_list_over_all_activities_is_narrowed_by_what_is_late_mine_or_of_a_unit(cast, talk):
    agreed(cast, talk, text="晚", due=date(2024, 5, 20))
    agreed(cast, talk, text="近", due=date(2024, 6, 10), owner=cast.clerk)
    agreed(cast, talk, text="茶", organization=cast.tea_firm, is_decision=True)
    with cast.work():
        perform(agreed(cast, talk, text="完", due=date(2024, 5, 20)), "finish", by=cast.clerk, result="好")
    client = browser(cast.clerk)

    assert listed(client, "due=over") == {"晚"}
    assert listed(client, "due=soon") == {"近"}
    assert listed(client, "mine=me") == {"近"}
    assert listed(client, f"organization={cast.tea_firm.pk}") == {"茶"}
    assert listed(client, "decision=yes") == {"茶"}
    assert listed(client, "state=open") == {"晚", "近", "茶"}


def test_the_spreadsheet_holds_what_the_list_shows(cast, talk):
    agreed(cast, talk, text="晚", due=date(2024, 5, 20), owner=cast.chair)
    agreed(cast, talk, text="另")

    sheet = CalamineWorkbook.from_filelike(
        BytesIO(browser(cast.clerk).get(f"{reverse('follow_ups.export')}?due=over").content)
    )
    rows = sheet.get_sheet_by_index(0).to_python()

    assert [(row[0], row[2], row[5], row[6]) for row in rows[1:]] == [("丝绸恳谈会", "晚", "主某", date(2024, 5, 20))]


def test_several_are_finished_at_once(cast, talk):
    rows = [agreed(cast, talk, text=text) for text in "甲乙"]
    client = browser(cast.clerk)
    url = f"{reverse('follow_ups.bulk')}?{'&'.join(f'chosen={row.pk}' for row in rows)}&move=finish"

    shown = client.get(url)
    client.post(
        url,
        {
            "_once": token_of(shown),
            "_move": "finish",
            "_chosen": [f"{row.pk}:{row.version}" for row in rows],
            "result": "一起办了",
        },
    )

    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.result) for row in rows] == [("done", "一起办了")] * 2


def test_what_was_done_is_counted_of_what_was_agreed_without_what_was_dropped(cast, talk):
    done, late, dropped = (agreed(cast, talk, text=text) for text in "甲乙丙")
    with cast.work():
        perform(done, "finish", by=cast.clerk, result="好")
        perform(dropped, "drop", by=cast.clerk, why="不用了")
        with clock.standing_at(TODAY + timedelta(days=60)):
            perform(late, "finish", by=cast.clerk, result="好")

        def read(key, ends):
            return figures()[key].read(Period(date(2024, 1, 1), ends))[0]

        found = [
            (read("activities.follow_ups_done", ends), read("activities.follow_ups", ends))
            for ends in (date(2024, 6, 30), date(2024, 12, 31))
        ]

    assert found == [(1, 2), (2, 2)]
