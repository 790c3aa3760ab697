"""What the office writes of a hidden appeal does not say who raised it, and what it once said is not read later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Grant, Message
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Category, CommonProblem, Ending
from huiguan.mechanisms.appeals.queries.veil import filing_for_the_house, has_looked, names_in
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, TODAY, accepting, assigning, move, page
from tests.cast import browser, submit

WORDS = {"title": "道路破损", "text": "有企业反映道路破损", "level": "ordinary", "tags": ""}


def look(client, appeal) -> None:
    submit(client, reverse("appeals.identity", args=[appeal.pk]), {"why": "要联系"})


def accept(client, appeal, **said):
    answers = accepting(PLAIN)
    chosen = {"profile": answers["profile"].pk, "category": answers["category"].pk}
    return move(client, appeal, "accept", {**WORDS, **chosen, **said})


def amending() -> dict:
    return {name: value for name, value in accepting().items() if name != "profile"}


def past(user, appeal) -> str:
    return browser(user).get(reverse("appeals.history", args=[appeal.pk])).content.decode()


def test_whoever_has_looked_is_kept_from_writing_who_it_is(cast, raised, clerk):
    appeal = raised(is_hidden=True)
    look(clerk, appeal)

    named = accept(clerk, appeal, text=f"{cast.tea_firm.name}门前的路", tags="13912345678")
    neutral = accept(clerk, appeal)

    errors = named.context["form"].errors
    assert (named.status_code, sorted(errors), neutral.status_code) == (422, ["tags", "text"], 302)
    assert cast.tea_firm.name in errors["text"][0]


def test_whoever_has_not_looked_learns_nothing_by_trying_names(cast, raised, clerk):
    answer = accept(clerk, raised(is_hidden=True), text=f"{cast.tea_firm.name}门前的路")

    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["urge", "escalate", "note", "change_unit"])
def test_other_words_of_the_office_are_compared_too_and_it_is_said_who_reads_them(cast, appeal_in, clerk, name):
    states = {"note": "handling", "change_unit": "assigned"}
    hidden, known = (appeal_in(states.get(name, "handling"), is_hidden=is_hidden) for is_hidden in (True, False))
    look(clerk, hidden)
    field = {"note": "why", "change_unit": "note"}.get(name, "text")

    refused = move(clerk, hidden, name, {field: f"{cast.tea_firm.name}来过"})
    answers = [page(clerk, appeal, name) for appeal in (hidden, known)]

    assert field in refused.context["form"].errors
    assert ["请不要写看得出是谁的内容" in said for said in answers] == [True, False]


@pytest.mark.parametrize(
    "written", ["云\u200b雾", "云·雾", "ＹＵＮ", "yun", "139-1234-5678", "１３９１２３４５６７８", "雲霧", "云\u3164雾"]
)
def test_a_name_is_found_however_it_is_written(cast, raised, written):
    appeal = raised()
    filing = filing_for_the_house(appeal)
    filing.organization.short, filing.organization.former = "云雾", "Yun"

    assert len(names_in(filing, f"去了{written}一趟")) == 1


def test_the_chamber_that_raised_it_and_the_core_of_a_name_are_names_too(cast, raised):
    of_a_member = filing_for_the_house(raised(by=cast.tea_secretary, through=cast.tea, channel="chamber"))
    of_a_stranger = filing_for_the_house(raised(organization=None, for_whom="鲁东示例公司"))

    assert names_in(of_a_member, f"{cast.tea.name}替会员反映") == [cast.tea.name]
    assert [names_in(of_a_stranger, said) for said in ("鲁东示例来过", "鲁东的路")] == [["鲁东示例"], []]


def test_neither_the_authority_nor_a_file_is_named_after_the_firm(cast, raised, appeal_in, clerk):
    arrears = appeal_in("accepted", is_hidden=True)
    arrears = perform(
        arrears, "amend", by=cast.clerk, **{**amending(), "category": Category.objects.get(name="拖欠账款")}
    )
    handled = appeal_in("handling", is_hidden=True)
    look(clerk, arrears)
    look(clerk, handled)
    answer = {"ending": Ending.objects.first().pk, "text": "修好了"}
    named, neutral = (SimpleUploadedFile(f"{name}.txt", b"x") for name in (f"给{cast.tea_firm.name}的答复", "答复"))

    refused = [
        move(clerk, arrears, "forward", {"to": f"省厅（{cast.tea_firm.name}）"}),
        move(clerk, handled, "answer", {**answer, "files": [named]}),
    ]

    assert [list(one.context["form"].errors) for one in refused] == [["to"], ["files"]]
    assert move(clerk, handled, "answer", {**answer, "files": [neutral]}).status_code == 302


def test_one_answer_to_all_names_none_that_hides_its_name(cast, appeal_in, clerk):
    problem = CommonProblem.objects.create(node=cast.root, title="路", text="都坏了")
    hidden = appeal_in("handling", is_hidden=True)
    actions.gather(problem, by=cast.clerk, appeals=[hidden, appeal_in("handling", organization=cast.tea)])
    look(clerk, hidden)
    url = reverse("problems.reply", args=[problem.pk])

    refused = submit(clerk, url, {"ending": Ending.objects.first().pk, "text": f"{cast.tea_firm.name}的路修好了"})

    assert list(refused.context["form"].errors) == ["text"]
    assert any("隐名" in str(one) for one in refused.context["mind"])


def test_the_unit_does_not_read_in_the_past_what_was_amended_before_it_had_it(cast, raised):
    appeal = perform(raised(is_hidden=True), "accept", by=cast.clerk, **accepting(title="云雾的路", text="云雾门前"))
    appeal = perform(appeal, "amend", by=cast.clerk, **amending())
    appeal = perform(appeal, "assign", by=cast.clerk, **assigning(cast))

    read = {name: past(getattr(cast, name), appeal) for name in ("tax_handler", "clerk")}

    assert {name: ("云雾门前" in said, "云雾的路" in said) for name, said in read.items()} == {
        "tax_handler": (False, False),
        "clerk": (True, True),
    }


def test_what_a_leader_is_asked_about_a_unit_the_unit_does_not_read(cast, appeal_in):
    appeal = appeal_in("handling")
    asked = {"person": cast.people["county_leader"], "text": "该单位推诿"}
    appeal = perform(appeal, "escalate", by=cast.clerk, **asked)

    read = {}
    for name in ("tax_handler", "tea_contact", "county_leader", "clerk"):
        user = getattr(cast, name)
        read[name] = ("该单位推诿" in page(browser(user), appeal), "该单位推诿" in past(user, appeal))

    assert read == {
        "tax_handler": (False, False),
        "tea_contact": (False, False),
        "county_leader": (True, False),
        "clerk": (True, True),
    }


def test_why_a_firm_wants_it_done_again_is_read_by_whoever_looks_and_by_no_unit(cast, appeal_in, clerk, firm):
    appeal = appeal_in("answered", is_hidden=True)
    warned = page(firm, appeal, "redo")
    appeal = perform(appeal, "redo", by=cast.tea_contact, why="上周又来查了")
    look(clerk, appeal)

    identity = clerk.get(reverse("appeals.identity", args=[appeal.pk])).content.decode()
    told = Message.objects.get(user=cast.clerk, object_id=appeal.pk, subject__contains="没有解决")

    assert "看不到您写的原因" in warned
    assert "上周又来查了" in identity
    assert ["上周又来查了" in said for said in (page(browser(cast.tax_handler), appeal), told.text)] == [False, False]


def test_of_what_the_office_entered_its_own_saves_are_its_own(cast, raised):
    appeal = raised(by=cast.clerk, is_hidden=True, channel="hotline")
    with clock.standing_at(clock.at(TODAY, 10)):
        appeal = perform(appeal, "accept", by=cast.clerk, **accepting())
        appeal = perform(appeal, "assign", by=cast.clerk, **assigning(cast))

    answer = browser(cast.tax_handler).get(reverse("appeals.history", args=[appeal.pk]))

    who = {(change["who"], change["at"].hour) for change in answer.context["changes"]}
    assert who == {("诉求人", 1), ("干某", 2)}  # in UTC


def test_a_look_ends_with_the_right_to_look(cast, raised, clerk):
    appeal = raised(is_hidden=True)
    look(clerk, appeal)
    before = has_looked(appeal, cast.clerk)
    Grant.objects.filter(user=cast.clerk, word="appeals.unveil").delete()
    cast.clerk.forget_reach()

    assert (before, has_looked(appeal, cast.clerk)) == (True, False)


def test_how_a_unit_was_urged_the_firm_does_not_read(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "urge", by=cast.clerk, text="三日内回话", why="三日内回话")

    read = {name: "三日内回话" in past(getattr(cast, name), appeal) for name in ("tea_contact", "tax_handler")}

    assert read == {"tea_contact": False, "tax_handler": True}


def test_what_units_are_asked_the_firm_does_not_read_in_the_past_either(cast, appeal_in):
    appeal = appeal_in("assigned")

    assert ["请到现场看" in past(getattr(cast, name), appeal) for name in ("tea_contact", "tax_handler")] == [
        False,
        True,
    ]
