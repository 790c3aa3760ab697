"""One move on many records: each stands or falls by itself, and each says what came of it."""

from io import BytesIO

import pytest
from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from huiguan.kernel import clock
from huiguan.kernel.bulk import AsksOfTheRecord, form_for_many, moves_for_many
from huiguan.kernel.flow import Move, perform
from huiguan.kernel.forms import Form
from huiguan.kernel.models import BulkMove, Step
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from tests.cast import browser, token_of
from tests.threads import in_threads

LIST, BULK = "/activities/", "/activities/bulk/"


@pytest.fixture
def activity():
    return apps.get_model("activities.Activity")


@pytest.fixture
def planned(cast, activity):
    """Three activities being planned, and one that was called off."""
    with cast.work():
        kind = apps.get_model("activities.ActivityKind").objects.create(code="visit", name="走访")
        made = []
        for number in (1, 2, 3):
            one = activity(kind=kind, node=cast.root, title=f"走访{number}", starts=timezone.now())
            one.save()
            made.append(one)
        off = activity(kind=kind, node=cast.root, title="取消了的", starts=timezone.now(), state="cancelled")
        off.save()
    return [*made, off]


@pytest.fixture
def clerk(cast):
    return browser(cast.clerk)


def address(records, move="", **more):
    chosen = "&".join(f"chosen={getattr(one, 'pk', one)}" for one in records)
    return f"{BULK}?{chosen}" + (f"&move={move}" if move else "")


def send(client, url, **answers):
    """What a browser sends of the page: its token, the records with the versions it shows, and the answers."""
    page = client.get(url)
    content = page.content.decode()
    token = content.split('name="_once" value="')[1].split('"')[0]
    chosen = [part.split('"')[0] for part in content.split('name="_chosen" value="')[1:]]
    return client.post(url, {"_once": token, "_chosen": chosen, **answers}), chosen, token


def act(client, url, **answers):
    answer, _chosen, _token = send(client, url, **answers)
    assert answer.status_code == 302, answer.status_code
    return client.get(answer.url)


def results(page):
    return [(row["known"].title if row["known"] else "", str(row["why"])) for row in page.context["rows"]]


def states(cast, activity):
    with cast.work():
        return dict(activity.objects.order_by("pk").values_list("title", "state"))


def offers(client, url=LIST):
    return client.get(url).context["bulk"]


def test_a_move_is_made_on_each_of_the_chosen(clerk, cast, planned, activity):
    page = act(clerk, address(planned[:2], "cancel"), why="台风")

    assert results(page) == [("走访1", ""), ("走访2", "")]
    assert page.context["told"] == "已办理 2 条"
    assert states(cast, activity) == {
        "走访1": "cancelled",
        "走访2": "cancelled",
        "走访3": "planned",
        "取消了的": "cancelled",
    }
    assert [Step.of(one).get().why for one in planned[:2]] == ["台风", "台风"]


def test_the_page_says_of_each_record_whether_it_can_be_moved(clerk, planned):
    page = clerk.get(address([planned[0], planned[3]], "cancel"))

    lines = [(line.record.title, str(line.why)) for line in page.context["lines"]]
    assert lines == [("走访1", ""), ("取消了的", "现在是“已取消”，办不了这一步")]
    assert page.context["able"] == 1


def test_moves_are_offered_that_start_from_at_least_one_record(clerk, planned):
    page = clerk.get(address(planned[2:]))

    assert [(choice["move"].name, choice["count"]) for choice in page.context["choices"]] == [
        ("cancel", 1),
        ("reopen", 1),
    ]
    assert page.context.get("move") is None


def test_the_only_move_there_is_needs_no_choosing(clerk, planned):
    assert clerk.get(address(planned[:2])).context["move"].name == "cancel"


def test_one_that_cannot_be_moved_holds_up_no_other_and_says_why(clerk, cast, planned, activity):
    page = act(clerk, address([planned[0], planned[3]], "cancel"), why="台风")

    assert results(page) == [("走访1", ""), ("取消了的", "现在是“已取消”，办不了这一步")]
    assert page.context["told"] == "已办理 1 条，没有办理 1 条"
    assert states(cast, activity)["走访1"] == "cancelled"


def test_what_somebody_changed_meanwhile_is_told_and_left_alone(clerk, cast, planned, activity):
    url = address(planned[:2], "cancel")
    content = clerk.get(url).content.decode()
    with cast.work():
        other = activity.objects.get(pk=planned[0].pk)
        other.place = "改到镇上"
        other.save()
    token = content.split('name="_once" value="')[1].split('"')[0]
    chosen = [part.split('"')[0] for part in content.split('name="_chosen" value="')[1:]]

    page = clerk.get(clerk.post(url, {"_once": token, "_chosen": chosen, "why": "台风"}).url)

    assert results(page) == [("走访1", "您看过以后有人办过或者改过它，请先看看现在的样子"), ("走访2", "")]
    assert states(cast, activity)["走访1"] == "planned"


def test_of_records_that_a_colleague_was_quicker_to_move_the_result_says_what_was_asked_and_what_happened(
    clerk, cast, planned, activity
):
    """The page did not say in its address which move it was: it was the only one, and by now it is another."""
    url = address(planned[:1])
    content = clerk.get(url).content.decode()
    sent = {name: content.split(f'name="{name}" value="')[1].split('"')[0] for name in ("_once", "_move", "_chosen")}
    with cast.work():
        perform(planned[0], "cancel", by=cast.chair, why="台风")

    page = clerk.get(clerk.post(url, {**sent, "why": "台风"}).url)

    assert (page.context["title"], page.context["told"]) == ("办理结果：取消活动", "已办理 0 条，没有办理 1 条")
    assert results(page) == [("走访1", "您看过以后主某办了“取消活动”，现在是“已取消”")]
    assert states(cast, activity)["走访1"] == "cancelled"


def test_a_move_that_is_asked_for_and_starts_from_none_says_why_on_each_line(clerk, planned):
    page = clerk.get(address(planned[3:], "cancel"))

    assert [str(line.why) for line in page.context["lines"]] == ["现在是“已取消”，办不了这一步"]


def test_a_second_click_leads_to_the_result_of_the_first(clerk, planned):
    url = address(planned[:2], "cancel")
    first, chosen, token = send(clerk, url, why="台风")

    second = clerk.post(url, {"_once": token, "_chosen": chosen, "why": "台风"})

    assert second.url == first.url
    assert BulkMove.objects.count() == 1
    assert [Step.of(one).count() for one in planned[:2]] == [1, 1]


def test_a_wrong_answer_stands_beside_its_field_and_nothing_is_done(clerk, cast, planned, activity):
    answer, _chosen, _token = send(clerk, address(planned[:2], "cancel"), why="")

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["why"]
    assert [line.record.title for line in answer.context["lines"]] == ["走访1", "走访2"]
    assert set(states(cast, activity).values()) == {"planned", "cancelled"}
    assert BulkMove.objects.count() == 0


def test_what_is_out_of_reach_is_not_there(clerk, cast, planned, activity):
    with cast.work(cast.other):
        kind = apps.get_model("activities.ActivityKind").objects.create(code="visit", name="走访")
        theirs = activity(kind=kind, node=cast.other_root, title="乙县的", starts=timezone.now())
        theirs.save()

    page = clerk.get(address([planned[0], theirs, 10**30, "x"], "cancel"))
    assert [line.record.title for line in page.context["lines"]] == ["走访1"]

    token = page.content.decode().split('name="_once" value="')[1].split('"')[0]
    sent = {"_once": token, "_chosen": [f"{theirs.pk}:1"], "why": "台风"}
    assert "还没有选中记录" in clerk.post(address([planned[0]], "cancel"), sent).content.decode()
    with cast.work(cast.other):
        assert activity.objects.get(pk=theirs.pk).state == "planned"


def test_nothing_chosen_is_a_page_that_says_what_to_do(clerk, planned):
    page = clerk.get(BULK)

    assert page.status_code == 200
    assert "还没有选中记录" in page.content.decode()


def test_more_than_can_be_done_at_once_is_refused_with_the_number(clerk, planned):
    page = clerk.get(address(range(1, 202)))

    assert page.status_code == 422
    assert page.context["problem"] == "一次最多办理 200 条，现在不止；请先把列表筛得少一些，分几次办理"


def test_every_record_of_a_narrowed_list_can_be_chosen(clerk, planned, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.desks.Desk.page_size", 2)
    every = offers(clerk, f"{LIST}?state=planned")["every_url"]

    assert every == f"{BULK}?every=1&from=state%3Dplanned"
    assert sorted(line.record.title for line in clerk.get(every).context["lines"]) == ["走访1", "走访2", "走访3"]
    assert clerk.get(f"{BULK}?every=1&from=state%3Dnonsense").status_code == 422


def test_what_was_done_is_taken_back_together(clerk, cast, planned, activity):
    page = act(clerk, address([planned[0], planned[1], planned[3]], "cancel"), why="台风")
    way = page.context["undo"][0]
    assert (way["move"].name, way["count"]) == ("reopen", 2)

    back = act(clerk, way["url"])

    assert results(back) == [("走访1", ""), ("走访2", "")]
    assert states(cast, activity) == {
        "走访1": "planned",
        "走访2": "planned",
        "走访3": "planned",
        "取消了的": "cancelled",
    }


def test_what_somebody_changed_after_the_act_is_not_taken_back(clerk, cast, planned, activity):
    page = act(clerk, address(planned[:2], "cancel"), why="台风")
    url = page.context["undo"][0]["url"]
    with cast.work():
        other = activity.objects.get(pk=planned[0].pk)
        other.place = "改到镇上"
        other.save()

    assert clerk.get(page.request["PATH_INFO"]).context["undo"][0]["count"] == 1
    assert results(act(clerk, url)) == [("走访1", "您看过以后有人办过或者改过它，请先看看现在的样子"), ("走访2", "")]


def test_the_result_is_a_spreadsheet_too_and_belongs_to_who_did_it(clerk, cast, planned):
    act(clerk, address([planned[0], planned[3]], "cancel"), why="台风")
    made = BulkMove.objects.get()

    answer = clerk.get(reverse("activities.bulk_export", args=[made.pk]))

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["记录", "说明", "结果", "为什么没有办理", "现在的状态"],
        ["走访1", "", "已办理", "", "已取消"],
        ["取消了的", "走访", "没有办理", "现在是“已取消”，办不了这一步", "已取消"],
    ]
    other = browser(cast.chair)
    assert other.get(reverse("activities.bulk_result", args=[made.pk])).status_code == 404
    assert other.get(reverse("activities.bulk_export", args=[made.pk])).status_code == 404


def test_a_record_deleted_since_leaves_a_line(clerk, cast, planned):
    page = act(clerk, address(planned[:2], "cancel"), why="台风")
    with cast.work():
        type(planned[0]).objects.get(pk=planned[0].pk).delete()

    assert results(clerk.get(page.request["PATH_INFO"])) == [("", ""), ("走访2", "")]


def test_boxes_stand_beside_the_rows_only_for_who_could_move_one_of_them(clerk, cast, planned):
    auditor = browser(cast.auditor)

    assert offers(clerk) is not None
    assert 'name="chosen"' in clerk.get(LIST).content.decode()
    assert offers(auditor) is None
    assert 'name="chosen"' not in auditor.get(LIST).content.decode()
    assert offers(clerk, f"{LIST}?state=held") is None


def test_who_may_not_make_the_move_is_told_why_on_each_line(cast, planned):
    page = browser(cast.auditor).get(address(planned[:1], "cancel"))

    assert [str(line.why) for line in page.context["lines"]] == ["这项活动由牵头单位安排和记录，您可以查看"]
    assert page.context["able"] == 0


# which moves


def test_a_form_that_looks_at_its_record_is_not_asked_for_many(cast):
    class OfTheRecord(Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.initial["x"] = self.record.title

    class OnlyWhenChecked(Form):
        x = forms.CharField()

        def clean_x(self):
            return self.record.title

    class Alike(Form):
        x = forms.CharField()

    def move(form, **more):
        return Move(("a",), "b", anyone, "x", form, name="x", **more)

    class Some:
        moves = {
            "none": move(None),
            "of": move(OfTheRecord),
            "alike": move(Alike),
            "alone": move(None, one_by_one=True),
        }

    assert moves_for_many(Some, cast.clerk) == [Some.moves["none"], Some.moves["alike"]]
    with pytest.raises(AsksOfTheRecord):
        form_for_many(move(OnlyWhenChecked), {"x": "1"}, cast.clerk).is_valid()


@pytest.mark.parametrize("flow", [flow for room in rooms() for flow in room.flows], ids=lambda flow: flow.__name__)
def test_no_form_that_is_asked_for_many_looks_at_a_record_when_it_is_checked(cast, flow):
    """Tried with answers that pass and with none, so that every check of the form is reached."""
    today = str(clock.today())
    fit = {forms.CharField: "x", forms.DateField: today, forms.TypedChoiceField: "yes", forms.BooleanField: "on"}
    with cast.work():
        for move in moves_for_many(flow, cast.clerk):
            form = form_for_many(move, None, cast.clerk)
            answers = {name: fit[type(field)] for name, field in form.fields.items()}
            assert form_for_many(move, answers, cast.clerk).is_valid()
            assert form_for_many(move, {}, cast.clerk).is_valid() == (not any(f.required for f in form.fields.values()))


def test_flows_whose_moves_are_made_one_by_one_offer_nothing_in_bulk(cast):
    flows = {flow.__name__: flow for room in rooms() for flow in room.flows}
    with cast.work():
        offered = {name: [move.name for move in moves_for_many(flow, cast.clerk)] for name, flow in flows.items()}

    assert offered["ActivityFlow"] == ["cancel", "reopen"]
    assert "hand_over" not in offered["TurnFlow"]
    assert "grant" not in offered["RequestFlow"]


def test_a_desk_without_a_flow_has_no_page_for_it(clerk):
    assert clerk.get("/people/bulk/").status_code == 404


@pytest.mark.postgres  # SQLite lets one write at a time
@pytest.mark.django_db(transaction=True)
def test_two_who_choose_the_same_records_in_opposite_orders_wait_for_each_other(for_threads, cast):
    activity = apps.get_model("activities.Activity")
    with cast.work():
        kind = apps.get_model("activities.ActivityKind").objects.create(code="visit", name="走访")
        rows = [activity(kind=kind, node=cast.root, title=f"走访{n}", starts=timezone.now()) for n in range(20)]
        for row in rows:
            row.save()
    sends = [prepared(cast.clerk, rows), prepared(cast.chair, rows[::-1])]

    answers = in_threads(2, lambda: sends.pop()().status_code)

    assert answers == [302, 302]
    assert {len(act.done) for act in BulkMove.objects.all()} == {0, 20}


def prepared(user, rows):
    client = browser(user)
    page = client.get(address(rows, "cancel"))
    answers = {"_once": token_of(page), "_move": "cancel", "_chosen": [f"{row.pk}:{row.version}" for row in rows]}
    return lambda: client.post(address(rows, "cancel"), answers | {"why": "下雨"})
