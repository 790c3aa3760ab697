from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Host, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser, submit

NEW = reverse("activities.create")


@pytest.fixture
def kind(cast) -> ActivityKind:
    with cast.work():
        return ActivityKind.objects.create(code="visit", name="走访")


@pytest.fixture
def visit(cast, kind) -> Activity:
    with cast.work():
        activity = Activity(kind=kind, title="走访云雾", node=cast.root, starts=clock.at(date(2024, 5, 8)))
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


def page(name: str, activity: Activity) -> str:
    return reverse(name, args=[activity.pk])


def test_a_clerk_plans_an_activity_with_its_lead_host(cast, kind):
    data = {"kind": kind.pk, "title": "茶企座谈会", "starts": "2024-05-08T09:30", "node": cast.root.pk}

    submit(browser(cast.clerk), NEW, data | {"lead": cast.federation.pk})

    with cast.work():
        made = Activity.objects.get()
        assert [(str(host), host.is_lead) for host in made.hosts.all()] == [("甲县工商业联合会", True)]
    assert made.starts == clock.at(date(2024, 5, 8), 9, 30)


@pytest.mark.parametrize(
    ("who", "asked", "lead"),
    [
        ("clerk", "", "甲县工商业联合会"),
        ("chair", "", "甲县工商业联合会"),
        ("tea_secretary", "", "甲县茶业商会"),
        ("clerk", "silk_firm", "甲县春蚕丝绸有限公司"),
    ],
)
def test_ones_own_unit_leads_unless_it_was_begun_for_another(cast, kind, who, asked, lead):
    query = f"?host={getattr(cast, asked).pk}" if asked else ""
    client = browser(getattr(cast, who))

    submit(client, f"{NEW}{query}", {"kind": kind.pk, "title": "座谈", "starts": "2024-05-08T09:30"})

    with cast.work():
        assert [(str(host), host.is_lead) for host in Host.objects.all()] == [(lead, True)]


def test_it_is_recorded_as_held_on_its_page(cast, visit):
    submit(browser(cast.clerk), reverse("activities.move", args=[visit.pk, "hold"]), {"minutes": "看了车间。"})

    visit.refresh_from_db()
    assert (visit.state, visit.minutes, visit.starts) == ("held", "看了车间。", clock.at(date(2024, 5, 8)))


def test_taking_back_what_was_held_is_not_the_button_that_stands_out(cast, visit):
    client = browser(cast.clerk)
    planned = client.get(page("activities.detail", visit)).context["moves"]
    with cast.work():
        perform(visit, "hold", by=cast.clerk, minutes="看了车间。")
    held = client.get(page("activities.detail", visit)).context["moves"]

    assert [(move["name"], move["primary"]) for move in planned] == [("hold", True), ("cancel", False)]
    assert [(move["name"], move["primary"]) for move in held] == [("take_back", False)]


def test_the_history_gives_every_moment_by_the_clock_on_the_wall(cast, visit):
    with cast.work():
        perform(visit, "hold", by=cast.clerk, happened=clock.at(date(2024, 5, 8), 14), minutes="看了车间。")

    changes = browser(cast.clerk).get(page("activities.history", visit)).context["changes"]

    said = [(row["before"], row["after"]) for change in changes for row in change["rows"] if row["label"] == "开始"]
    assert said == [("2024-05-08 09:00", "2024-05-08 14:00"), ("", "2024-05-08 09:00")]


def test_a_step_says_when_it_was_recorded_and_when_it_took_place(cast, visit):
    held, recorded = clock.at(date(2024, 5, 8), 14), clock.at(date(2024, 6, 1))
    with cast.work(), clock.standing_at(recorded):
        perform(visit, "hold", by=cast.clerk, happened=held, minutes="看了车间。")

    timeline = browser(cast.clerk).get(page("activities.history", visit)).context["timeline"]

    step = next(step for step in timeline if step.title == "登记为已举办")
    assert (step.at, step.note) == (recorded, "发生于 2024-05-08 14:00，2024-06-01 09:00 登记。")
    assert [line.at for line in timeline] == sorted((line.at for line in timeline), reverse=True)


def test_what_is_planned_for_later_is_recorded_as_held_only_with_its_true_time(cast, kind):
    with cast.work():
        later = Activity(kind=kind, title="年会", node=cast.root, starts=clock.at(date(2999, 5, 8)))
        actions.plan(later, by=cast.clerk, hosts=[cast.federation])
    url, client = reverse("activities.move", args=[later.pk, "hold"]), browser(cast.clerk)

    shown = client.get(url)
    refused = submit(client, url, {"minutes": ""})

    assert shown.context["mind"] == ["原定 2999年5月8日 09:00 才开始；已经提前办了的，请填实际时间"]
    assert list(refused.context["form"].errors) == ["happened"]


def test_a_host_is_added_from_the_page_of_the_activity_by_whoever_may(cast, visit):
    shown = {
        who: f'href="{page("hosts.add", visit)}"' in browser(login).get(page("activities.detail", visit)).text
        for who, login in {"clerk": cast.clerk, "auditor": cast.auditor}.items()
    }

    assert shown == {"clerk": True, "auditor": False}


def test_calling_an_activity_off_is_not_called_like_going_back(cast, visit):
    moves = browser(cast.clerk).get(page("activities.detail", visit)).context["moves"]

    assert [str(move["label"]) for move in moves] == ["登记为已举办", "取消活动"]


def test_the_future_is_not_recorded_as_held(cast, visit):
    url = reverse("activities.move", args=[visit.pk, "hold"])

    response = submit(browser(cast.clerk), url, {"happened": "2999-01-01T09:00"})

    assert list(response.context["form"].errors) == ["happened"]


def test_a_person_comes_for_their_firm(cast, visit):
    url = page("participations.add", visit)

    submit(browser(cast.clerk), url, {"person": cast.people["vice_chair"].pk, "role": "speaker"})

    with cast.work():
        rows = [(str(row.person), row.organization, row.role) for row in Participation.objects.all()]
    assert rows == [("副某", cast.tea_firm, "speaker")]


def test_nobody_is_listed_twice(cast, visit):
    url, client = page("participations.add", visit), browser(cast.clerk)
    data = {"person": cast.people["vice_chair"].pk, "role": "attendee"}
    submit(client, url, data)

    response = submit(client, url, data)

    assert "这个人已经在名单里了" in str(response.context["form"].errors)


def test_a_firm_that_hosts_sees_the_activity_and_one_that_does_not_does_not(cast, visit):
    firm = browser(cast.tea_contact)
    before = firm.get(page("activities.detail", visit)).status_code
    with cast.work():
        Host.objects.create(activity=visit, organization=cast.tea_firm)

    after = firm.get(page("activities.detail", visit))

    assert (before, after.status_code, after.context["edit_url"]) == (404, 200, None)


def test_an_activity_stands_on_the_page_of_its_host(cast, visit):
    shown = browser(cast.clerk).get(reverse("organizations.detail", args=[cast.federation.pk]))

    assert [line.title for line in shown.context["timeline"] if line.url == page("activities.detail", visit)] == [
        "走访云雾"
    ]


@pytest.mark.parametrize(
    ("title", "place", "beside"),
    [
        ("走访：云雾茶业", "云雾茶业", []),
        ("走访：云雾茶业", "二楼会议室", ["二楼会议室"]),
        ("茶企来了", "云雾茶业", ["走访", "云雾茶业"]),
        ("茶企来了", "", ["走访"]),
    ],
)
def test_a_line_about_an_activity_says_its_kind_and_its_place_once(cast, visit, title, place, beside):
    visit.title, visit.place = title, place
    with cast.work():
        visit.save()
    browse = browser(cast.clerk)

    (row,) = browse.get(reverse("activities.list")).context["listing"].rows
    shown = browse.get(reverse("organizations.detail", args=[cast.federation.pk]))

    cell = row.cells[0]["value"]
    assert (cell["title"], cell["note"]) == (title, " · ".join(beside))
    assert [line.note for line in shown.context["timeline"] if line.about == visit] == [" · ".join(beside)]
    told = " · ".join(["2024-05-08", *beside])
    assert f"<b>{title}</b><small>{told}</small>" in shown.content.decode()


@pytest.mark.parametrize(
    ("who", "label", "came"), [("clerk", "参加（人次）", 3), ("tea_contact", "贵单位参加（人次）", 2)]
)
def test_a_firm_is_told_that_the_list_counts_its_own_people(cast, visit, who, label, came):
    with cast.work():
        for name, firm in (("tea_secretary", cast.tea_firm), ("chair", cast.tea_firm), ("clerk", cast.silk_firm)):
            Participation.objects.create(activity=visit, person=cast.people[name], organization=firm)
        Host.objects.create(activity=visit, organization=cast.tea_firm, part="co_organizer")
    client = browser(getattr(cast, who))

    listing = client.get(reverse("activities.list")).context["listing"]
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("activities.export")).content))

    shown = [
        (str(head.label), cell["value"]) for head, cell in zip(listing.columns, listing.rows[0].cells, strict=True)
    ]
    heads, row = book.get_sheet_by_index(0).to_python()
    assert (shown[3], (heads[6], row[6])) == ((label, came), (label, came))


@pytest.mark.parametrize("title", ["走访云雾", "2024年走访"])
def test_an_activity_has_the_same_tile_in_the_list_and_on_its_page(cast, visit, title):
    visit.title = title
    with cast.work():
        visit.save()
    client = browser(cast.clerk)
    (row,) = client.get(reverse("activities.list")).context["listing"].rows
    shown = client.get(page("activities.detail", visit)).context

    tile = row.cells[0]["value"]
    assert [tile["monogram"], tile["hue"]] == [shown["monogram"], shown["hue"]] == ["走访", tile["hue"]]


def test_a_firm_counts_its_own_people_on_a_list_and_is_told_that_there_may_be_others(cast, visit):
    with cast.work():
        visit.minutes_for = "guests"
        visit.save()
        for name, firm in (("甲", cast.tea_firm), ("乙", cast.silk_firm), ("丙", None)):
            Participation.objects.create(activity=visit, name=name, organization=firm)

    def shown(user):
        (row,) = browser(user).get(reverse("activities.list")).context["listing"].rows
        detail = browser(user).get(page("activities.detail", visit)).content.decode()
        return row.record.came, "您只看得到名单上贵单位的人" in detail

    assert (shown(cast.clerk), shown(cast.tea_contact)) == ((3, False), (1, True))


def test_an_activity_has_a_host_once_and_one_lead(cast, visit):
    client, url = browser(cast.clerk), page("hosts.add", visit)

    twice = submit(client, url, {"organization": cast.federation.pk})
    second_lead = submit(client, url, {"organization": cast.tea_firm.pk, "is_lead": "on"})

    assert [answer.context["form"].non_field_errors() for answer in (twice, second_lead)] == [
        ["这个单位已经在里面了"],
        ["已经有牵头单位了；要换，请先去掉原来那一家的“牵头”"],
    ]


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("since=2024-05-01&until=2024-05-31", [("开始：2024-05-01 至 2024-05-31", "since until")]),
        ("since=2024-05-01", [("开始：2024-05-01 起", "since until")]),
        ("until=2024-05-31&kind={kind}", [("走访", "kind"), ("开始：至 2024-05-31", "since until")]),
        ("since=soon&until=2024-05-31", [("开始：至 2024-05-31", "since until")]),
        ("since=soon", []),
    ],
)
def test_days_that_narrow_the_list_are_said_with_what_they_are_of(cast, visit, kind, query, chips):
    shown = browser(cast.clerk).get(f"/activities/?{query.format(kind=kind.pk)}&page=2").context["listing"]

    assert [(str(chip["label"]), chip["name"]) for chip in shown.chips] == chips
    assert [chip["url"] for chip in shown.chips if chip["name"] == "since until"] in (
        [],
        [f"?kind={kind.pk}" if "kind" in query else "?"],
    )


def test_a_view_of_some_days_is_kept_in_the_same_words(cast, visit):
    client = browser(cast.clerk)

    page = client.get("/activities/print/?since=2024-05-01&until=2024-05-31").context

    assert page["words"] == ["开始：2024-05-01 至 2024-05-31"]


def test_the_past_says_yes_and_no_in_words(cast, visit):
    with cast.work():
        visit.is_open = True
        visit.save()

    page = browser(cast.clerk).get(reverse("activities.history", args=[visit.pk])).content.decode()

    assert ("True" in page, ">是<" in page) == (False, True)
