"""The pages: a firm raises it and follows it, the office works through the list, a unit answers."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.appeals.models import (
    Answer,
    Appeal,
    Assignment,
    Category,
    Ending,
    Profile,
)
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, assigning, listed, move, page
from huiguan.register.models import Kind
from tests.cast import browser, filled, organization


def sheet(answer) -> list[list]:
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def accepting_words(appeal: Appeal, **said) -> dict:
    return {name: getattr(appeal, name) for name in ("category", "level", "title", "text")} | said


# following it


def test_a_firm_follows_it_in_four_steps(cast, appeal_in, firm):
    said = page(firm, appeal_in("handling"))

    assert [word for word in ("已提出", "受理", "办理", "确认和评价") if word not in said] == []
    assert "甲县税务局" in said


def test_a_firm_sees_its_own_and_no_other(cast, raised, firm):
    raised()
    raised(organization=cast.silk_firm, by=cast.clerk)

    assert listed(firm) == {"2026-0001"}


def test_a_firm_rates_on_its_phone(cast, appeal_in, firm):
    appeal = appeal_in("answered")

    move(firm, appeal, "confirm", {"score": "satisfied", "words": "谢谢"})

    assert "满意" in page(firm, appeal)
    assert Appeal.objects.get(pk=appeal.pk).state == "confirmed"


def test_what_is_lacking_waits_for_the_firm_on_its_home_page(cast, appeal_in, firm):
    appeal = appeal_in("incomplete")
    way = reverse("appeals.move", args=[appeal.pk, "supplement"])
    home, asks = firm.get("/").content.decode(), page(firm, appeal, "supplement")

    answer = move(firm, appeal, "supplement", {"text": "附上", "files": [SimpleUploadedFile("票.txt", b"1")]})

    assert (way in home, "待补充" in home, "发票" in asks) == (True, True, True)
    assert (answer.status_code, Appeal.objects.get().state) == (302, "filed")
    said = page(firm, appeal)
    assert ("附上" in said, "票.txt" in said) == (True, True)


def test_a_file_that_hangs_there_is_not_added_again_and_the_rest_is_kept(cast, raised, firm):
    appeal = raised(files=[SimpleUploadedFile("路.txt", "坑".encode())])
    files = [SimpleUploadedFile("又一张.txt", "坑".encode()), SimpleUploadedFile("桥.txt", "断".encode())]

    answer = move(firm, appeal, "add", {"text": "x", "files": files})

    said = page(firm, appeal)
    assert answer.status_code == 302
    assert [name in said for name in ("路.txt", "桥.txt", "“又一张.txt”已经有了，没有再存一份")] == [True] * 3
    assert sorted(one.name for one in Attachment.objects.all()) == sorted(["路.txt", "桥.txt"])


def test_whoever_is_not_content_says_why_and_is_shown_the_way_to_have_it_done_again(cast, appeal_in, firm):
    appeal = appeal_in("answered")
    way = f'<a href="{reverse("appeals.move", args=[appeal.pk, "redo"])}">没解决，请再办</a>'

    shown = page(firm, appeal, "confirm")
    answer = move(firm, appeal, "confirm", {"score": "dissatisfied", "words": " "})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["words"])
    assert [said.count(way) for said in (shown, answer.content.decode())] == [1, 1]
    assert move(firm, appeal, "confirm", {"score": "dissatisfied", "words": "拖了太久"}).status_code == 302


# the office


def test_the_office_takes_it_from_the_first_page_to_the_last(cast, raised, clerk, handler, firm):
    appeal = raised()
    profile, category = Profile.objects.get(name=PLAIN), Category.objects.get(name="其他")

    codes = [
        move(clerk, appeal, "accept", {"profile": profile.pk, "category": category.pk}).status_code,
        move(clerk, appeal, "assign", {"lead": cast.tax.pk, "helper_1": cast.works.pk}).status_code,
        move(handler, appeal, "acknowledge").status_code,
        move(handler, appeal, "answer", {"ending": Ending.objects.get(name="已解决").pk, "text": "修好了"}).status_code,
        move(firm, appeal, "confirm", {"score": "fairly"}).status_code,
    ]
    refused = move(clerk, appeal, "close")
    codes.append(move(clerk, appeal, "close", {"why": "已回访"}).status_code)

    assert codes == [302] * 6
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["why"])
    assert Appeal.objects.get().state == "closed"


def test_what_is_late_says_since_when_and_with_whom(cast, appeal_in, clerk):
    appeal = appeal_in("handling")

    with clock.standing_at(clock.at(date(2026, 3, 16))):
        said, late = page(clerk, appeal), listed(clerk, light="red")

    assert "应在 2026-03-11 23:59 前（已逾期 5 天）" in said
    assert said.index("甲县税务局", said.index(">期限<")) > 0
    assert late == {appeal.number}


def test_the_list_is_narrowed(cast, appeal_in, clerk):
    handled, hidden, new = appeal_in("handling"), appeal_in("accepted", is_hidden=True), appeal_in("filed")

    found = {
        "unit": listed(clerk, unit=cast.tax.pk),
        "hidden": listed(clerk, hidden="yes"),
        "state": listed(clerk, state="filed"),
        "channel": listed(clerk, channel="web"),
        "firm": listed(clerk, q="云雾"),
        "waiting": listed(clerk, waiting="me"),
        "category": listed(clerk, category=Category.objects.get(name="其他").pk),
    }

    assert found == {
        "unit": {handled.number},
        "hidden": {hidden.number},
        "state": {new.number},
        "channel": {handled.number, new.number},
        "firm": {handled.number, new.number},
        "waiting": {hidden.number, new.number},
        "category": {handled.number, hidden.number},
    }


def test_what_is_marked_is_found_by_its_marks_which_the_list_shows(cast, appeal_in, clerk):
    marked, _other = appeal_in("handling"), appeal_in("handling")
    perform(marked, "amend", by=cast.clerk, **accepting_words(marked, tags="园区 雨季"))

    assert listed(clerk, q="雨季") == {marked.number}
    assert "园区 雨季" in clerk.get(reverse("appeals.list")).content.decode()


def test_the_spreadsheet_says_how_late_how_answered_and_how_rated(cast, appeal_in, clerk):
    rated, late = appeal_in("confirmed"), appeal_in("handling")

    with clock.standing_at(clock.at(date(2026, 3, 16))):
        head, *rows = sheet(clerk.get(reverse("appeals.export")))

    last = [head.index(word) for word in ("编号", "逾期天数", "办结方式", "评价")]
    assert sorted([row[place] for place in last] for row in rows) == [
        [rated.number, "", "已解决", "满意"],
        [late.number, 11, "", ""],
    ]


def test_a_card_says_its_number_and_not_to_a_firm_its_own_name(cast, appeal_in, clerk, firm):
    appeal = appeal_in("handling")

    more = [
        client.get(reverse("appeals.list")).context["listing"].rows[0].cells[0]["value"]["more"]
        for client in (clerk, firm)
    ]

    assert more == [f"{appeal.number}、{cast.tea_firm}", appeal.number]
    assert 'data-label="到期"' in firm.get(reverse("appeals.list")).content.decode()


def test_two_who_amend_at_once_do_not_overwrite_each_other(cast, appeal_in, clerk):
    appeal = appeal_in("handling")
    url = reverse("appeals.move", args=[appeal.pk, "amend"])
    opened = clerk.get(url)
    move(browser(cast.chair), appeal, "amend", {"title": "主席改的"})

    answer = clerk.post(url, filled(opened) | {"title": "干事改的"})

    assert (answer.status_code, Appeal.objects.get().title) == (422, "主席改的")
    assert "主席改的" in answer.content.decode()
    saved = clerk.post(url, filled(answer) | {"title": "干事改的"})
    assert (saved.status_code, Appeal.objects.get().title) == (302, "干事改的")


def test_no_move_is_made_in_bulk(cast, appeal_in, clerk):
    appeal_in("filed")

    assert clerk.get(reverse("appeals.list")).context["bulk"] is None


@pytest.mark.parametrize(
    ("state", "name", "said", "wrong"),
    [
        ("filed", "decline", {"why": ""}, ["why"]),
        ("filed", "accept", {"category": ""}, ["category"]),
        ("accepted", "assign", {"lead": ""}, ["lead"]),
        ("handling", "answer", {"ending": "", "text": "x"}, ["ending"]),
        ("handling", "answer", {"ending": "正在办理并承诺时限", "text": "x"}, ["promised_on"]),
        ("handling", "answer", {"ending": "已解决", "text": "x", "promised_on": "2020-01-01"}, ["promised_on"]),
        ("handling", "ask_extension", {"days": "8", "reason": "x"}, ["days"]),
        ("handling", "ask_extension", {"days": "0", "reason": "x"}, ["days"]),
        ("handling", "pause", {"reason": " "}, ["reason"]),
        ("answered", "confirm_by_phone", {"score": "satisfied", "whom": "", "called_at": "2026-03-02T09:00"}, ["whom"]),
        (
            "answered",
            "confirm_by_phone",
            {"score": "satisfied", "whom": "x", "called_at": "2027-03-01T09:00"},
            ["called_at"],
        ),
    ],
)
def test_what_makes_no_sense_is_said(cast, appeal_in, clerk, state, name, said, wrong):
    appeal = appeal_in(state)
    if said.get("ending"):
        said = {**said, "ending": Ending.objects.get(name=said["ending"]).pk}

    answer = move(clerk, appeal, name, said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)
    assert Appeal.objects.get(pk=appeal.pk).state == state


def test_the_lead_is_not_a_helper_too(cast, appeal_in, clerk):
    answer = move(clerk, appeal_in("accepted"), "assign", {"lead": cast.tax.pk, "helper_2": cast.tax.pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["helper_2"])


def test_among_a_hundred_bodies_units_are_looked_for_departments_first(cast, appeal_in, clerk):
    for n in range(40):
        organization(cast.root, f"安字第{n}商会", kind=Kind.CHAMBER)
    appeal = appeal_in("accepted")
    url = reverse("appeals.move", args=[appeal.pk, "assign"])
    offered = [row["name"] for row in clerk.get(url, {"pick": "helper_1", "q": ""}).context["found"]]

    answer = move(
        clerk,
        appeal,
        "assign",
        {"lead": "", "lead-words": "税务局", "helper_1": "", "helper_1-words": "甲县住建局", "helper_3": cast.works.pk},
    )

    units = [(one.unit, one.is_lead) for one in Assignment.objects.filter(appeal=appeal)]
    assert (sorted(offered[:2]), len(offered)) == (["甲县住建局", "甲县税务局"], 12)
    assert (answer.status_code, units) == (302, [(cast.tax, True), (cast.works, False)])


def test_it_is_merged_into_one_of_the_same_firm_of_its_category_first(cast, raised, clerk):
    raised(title="别家的", organization=cast.silk_firm, by=cast.clerk)
    raised(is_hidden=True)
    near, far = raised(title="同类", category=Category.objects.get(name="其他")), raised(title="远的")
    appeal = raised(category=Category.objects.get(name="其他"))

    field = clerk.get(reverse("appeals.move", args=[appeal.pk, "merge"])).context["form"].fields["into"]

    assert [field.label_from_instance(one) for one in field.queryset] == [
        f"{near.number} 同类 · {cast.tea_firm}",
        f"{far.number} 远的 · {cast.tea_firm}",
    ]


# the unit


def test_a_unit_sees_what_is_assigned_to_it_and_answers_on_one_page(cast, appeal_in, handler):
    appeal, other = appeal_in("handling"), appeal_in("accepted")

    said = page(handler, appeal, "answer")
    move(handler, appeal, "answer", {"ending": Ending.objects.get(name="已解决").pk, "text": "修好了"})

    assert listed(handler) == {appeal.number}
    assert handler.get(reverse("appeals.detail", args=[other.pk])).status_code == 404
    assert [word for word in ("有企业反映道路破损", "请到现场看", "甲县云雾茶业") if word not in said] == []
    assert Answer.objects.get().text == "修好了"


def test_a_unit_that_helps_does_not_answer(cast, appeal_in):
    helper = browser(cast.works_handler)
    appeal = appeal_in("handling")

    answer = move(helper, appeal, "contribute", {"unit": cast.works.pk, "text": "管线在下面"})
    said = helper.get(reverse("appeals.move", args=[appeal.pk, "answer"]))

    assert (answer.status_code, said.status_code) == (302, 422)
    assert "由主办单位办理" in said.content.decode() or "由工商联工作人员办理" in said.content.decode()


def test_the_firm_does_not_read_what_units_tell_each_other(cast, appeal_in, firm, handler):
    appeal = perform(appeal_in("handling"), "contribute", by=cast.works_handler, unit=cast.works, text="内部意见")

    assert ["内部意见" in page(client, appeal) for client in (handler, firm)] == [True, False]


def test_another_tenant_does_not_see_it(cast, appeal_in):
    appeal = appeal_in("handling")

    assert browser(cast.stranger).get(reverse("appeals.detail", args=[appeal.pk])).status_code == 404


def test_files_come_with_an_answer_and_are_read_by_whoever_reads_it(cast, appeal_in, handler):
    appeal = appeal_in("handling", is_hidden=True)
    said = {"ending": Ending.objects.get(name="已解决").pk, "text": "附上批复"}
    poor = move(handler, appeal, "answer", {**said, "files": [SimpleUploadedFile("批复.exe", b"MZ")]})

    answer = move(handler, appeal, "answer", {**said, "files": [SimpleUploadedFile("批复.txt", b"1")]})

    file = reverse("answers.file", args=[Answer.objects.get().pk, Attachment.of(Answer.objects.get()).get().pk])
    codes = {}
    for name in ("tea_contact", "clerk", "tax_handler", "works_handler", "auditor", "tea_secretary", "stranger"):
        client = browser(getattr(cast, name))
        got = client.get(file)
        codes[name] = (got.status_code, got.status_code == 200 and b"".join(got.streaming_content) == b"1")
        if got.status_code == 200:
            assert file in page(client, appeal)
    assert (poor.status_code, list(poor.context["form"].errors), answer.status_code) == (422, ["files"], 302)
    read = dict.fromkeys(("tea_contact", "clerk", "tax_handler", "works_handler", "auditor"), (200, True))
    assert codes == {**read, "tea_secretary": (404, False), "stranger": (404, False)}


def test_a_unit_that_leads_from_now_on_is_told(cast, appeal_in, clerk):
    appeal = appeal_in("accepted")

    answer = move(clerk, appeal, "assign", {"lead": cast.works.pk})

    assert answer.status_code == 302
    assert browser(cast.works_handler).get("/").status_code == 200
    assert assigning(cast)["lead"] == cast.tax


# the board


def test_the_board_has_a_column_for_each_state_and_the_ways_on(cast, appeal_in, clerk):
    new, late = appeal_in("filed"), appeal_in("handling")
    appeal_in("closed")

    with clock.standing_at(clock.at(date(2026, 3, 16))):
        columns = clerk.get(reverse("appeals.board")).context["columns"]

    assert [(column["state"], [card["appeal"] for card in column["cards"]]) for column in columns] == [
        ("filed", [new]),
        ("handling", [late]),
    ]
    ways = [str(move["label"]) for move in columns[0]["cards"][0]["moves"]]
    assert ways == ["受理", "请补充", "不予受理", "分流", "并案", "登记企业撤回"]
    card = columns[1]["cards"][0]
    assert (card["tags"], "已逾期" in card["standing"]) == ([], True)


def test_the_board_of_a_unit_has_its_own_and_its_own_ways(cast, appeal_in, handler):
    appeal = appeal_in("assigned")
    appeal_in("filed")

    (column,) = handler.get(reverse("appeals.board")).context["columns"]

    assert [card["appeal"] for card in column["cards"]] == [appeal]
    assert [str(move["label"]) for move in column["cards"][0]["moves"]] == ["签收", "提异议"]


def test_the_board_costs_the_same_however_full_it_is(cast, appeal_in, clerk, django_assert_num_queries):
    appeal_in("filed")
    clerk.get(reverse("appeals.board"))
    with CaptureQueriesContext(connection) as one:
        clerk.get(reverse("appeals.board"))
    for _ in range(3):
        appeal_in("filed")

    with django_assert_num_queries(len(one)):
        clerk.get(reverse("appeals.board"))
