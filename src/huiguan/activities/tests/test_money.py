"""Budget and expenses: sums, what is over, and who reads them."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from python_calamine import CalamineWorkbook

from huiguan.activities import actions
from huiguan.activities.account import account
from huiguan.activities.actions.money import OfAnotherActivity
from huiguan.activities.models import Activity, ActivityKind, BudgetLine, Expense, Host, Participation, Readers
from huiguan.kernel import clock
from huiguan.kernel.models import Attachment
from huiguan.register.actions import appoint
from tests.cast import browser, submit


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


def planned(cast, title: str) -> Activity:
    with cast.work():
        kind, _made = ActivityKind.objects.get_or_create(
            code="talk", defaults={"name": "恳谈会", "tenant": cast.tenant}
        )
        activity = Activity(kind=kind, title=title, node=cast.root, starts=clock.at(date(2024, 5, 8)))
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


@pytest.fixture
def forum(cast) -> Activity:
    return planned(cast, "茶企恳谈会")


@pytest.fixture
def meals(cast, forum) -> BudgetLine:
    with cast.work():
        line = BudgetLine(activity=forum, item="餐饮", amount=Decimal("1000.00"))
        return actions.set_aside(line, by=cast.clerk)


def spend(cast, activity: Activity, amount: str, line: BudgetLine | None = None, item: str = "午餐") -> Expense:
    with cast.work():
        expense = Expense(activity=activity, line=line, item=item, amount=Decimal(amount), spent_on=date(2024, 5, 9))
        return actions.spend(expense, by=cast.clerk)


def page(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def errors(answer) -> dict:
    assert answer.status_code == 422
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def test_a_clerk_plans_and_spends_and_every_way_leads_back_to_the_money(cast, forum):
    client, of = browser(cast.clerk), page("budget_lines.of", forum)

    first = submit(client, page("budget_lines.add", forum), {"item": "场地", "amount": "300.50", "source": "fiscal"})
    with cast.work():
        line = BudgetLine.objects.get()
    said = {"item": "租金", "amount": "300.5", "spent_on": "2024-05-09", "voucher": "记-12"}
    second = submit(client, f"{page('expenses.add', forum)}?line={line.pk}", said)

    assert (first.url, second.url) == (of, of)
    with cast.work():
        paid = Expense.objects.get()
    assert (line.amount, line.source, paid.amount, paid.line, paid.voucher) == (
        Decimal("300.50"),
        "fiscal",
        Decimal("300.50"),
        line,
        "记-12",
    )


def test_lines_say_what_is_left_and_what_is_over_and_the_rest_stands_apart(cast, forum, meals):
    with cast.work():
        actions.set_aside(BudgetLine(activity=forum, item="资料", amount=Decimal(200)), by=cast.clerk)
    spend(cast, forum, "600", meals)
    spend(cast, forum, "500.25", meals)
    spend(cast, forum, "50", item="投影机")

    with cast.work():
        found = account(forum)
        lines = [(line.budget.item, line.spent, line.left, line.note) for line in found.lines]

    assert lines == [
        ("餐饮", Decimal("1100.25"), Decimal("-100.25"), "超出预算 100.25 元"),
        ("资料", Decimal(0), Decimal("200.00"), ""),
    ]
    assert (found.planned, found.spent, found.left, found.beside) == (
        Decimal("1200.00"),
        Decimal("1150.25"),
        Decimal("49.75"),
        Decimal("50.00"),
    )
    assert found.told == "预算 1,200.00 元 · 已支出 1,150.25 元 · 还剩 49.75 元"


def test_more_than_the_whole_budget_is_said_on_the_page_and_the_activity(cast, forum, meals):
    spend(cast, forum, "1000", meals)
    spend(cast, forum, "0.01", item="邮票")
    client = browser(cast.clerk)

    pages = [client.get(page(name, forum)).content.decode() for name in ("budget_lines.of", "activities.detail")]

    assert ["超出预算 0.01 元" in text for text in pages] == [True, True]


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "12345678901.00", "abc", "１２x", "NaN", "Infinity", "1e5000"])
def test_an_amount_that_makes_no_sense_is_refused(cast, forum, meals, amount):
    client = browser(cast.clerk)

    answers = [
        submit(client, page("budget_lines.add", forum), {"item": "场地", "amount": amount, "source": "own"}),
        submit(client, page("expenses.add", forum), {"item": "场地", "amount": amount, "spent_on": "2024-05-09"}),
    ]

    assert [list(errors(answer)) for answer in answers] == [["amount"], ["amount"]]


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_the_database_keeps_no_amount_that_is_nothing(cast, forum, amount):
    with cast.work(), pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine(activity=forum, item="场地", amount=Decimal(amount)).save()
    with cast.work(), pytest.raises(IntegrityError), transaction.atomic():
        Expense(activity=forum, item="场地", amount=Decimal(amount), spent_on=date(2024, 5, 9)).save()


def test_nothing_is_spent_tomorrow(cast, forum):
    said = {"item": "场地", "amount": "5", "spent_on": "2024-06-02"}

    answer = submit(browser(cast.clerk), page("expenses.add", forum), said)

    assert errors(answer) == {"spent_on": ["还没有到这一天；付了再登记"]}


def test_an_expense_is_of_a_line_of_its_own_activity(cast, forum, meals):
    other = planned(cast, "另一场")
    said = {"item": "午餐", "amount": "5", "spent_on": "2024-05-09", "line": meals.pk}

    answer = submit(browser(cast.clerk), page("expenses.add", other), said)

    assert errors(answer) == {"line": ["这一项现在不能选，请在列出的里面重新选"]}
    with pytest.raises(OfAnotherActivity):
        spend(cast, other, "5", meals)


@pytest.mark.parametrize(
    ("source", "named", "said"),
    [
        ("own", {"sponsor": "tea_firm"}, {"__all__": ["来源是“赞助”的才填赞助单位"]}),
        ("own", {"sponsor_name": "某茶行"}, {"__all__": ["来源是“赞助”的才填赞助单位"]}),
        ("sponsor", {}, {"sponsor": ["来源是“赞助”的，请选在册的赞助单位，或者写上名称"]}),
        ("sponsor", {"sponsor_name": " "}, {"sponsor": ["来源是“赞助”的，请选在册的赞助单位，或者写上名称"]}),
        ("sponsor", {"sponsor": "tea_firm", "sponsor_name": "某茶行"}, {"__all__": ["已选在册单位，不用再填名称"]}),
    ],
)
def test_a_sponsor_is_named_where_one_pays_and_only_there(cast, forum, source, named, said):
    named = {name: cast.tea_firm.pk if value == "tea_firm" else value for name, value in named.items()}

    answer = submit(
        browser(cast.clerk), page("budget_lines.add", forum), {"item": "场地", "amount": "5", "source": source, **named}
    )

    assert errors(answer) == said


@pytest.mark.parametrize(
    ("named", "told"),
    [("sponsor", "赞助（甲县云雾茶业有限公司）"), ("sponsor_name", "赞助（某茶行）")],
)
def test_who_sponsors_stands_beside_the_line(cast, forum, named, told):
    value = cast.tea_firm.pk if named == "sponsor" else "某茶行"
    client = browser(cast.clerk)
    submit(
        client,
        page("budget_lines.add", forum),
        {"item": "场地", "amount": "5", "source": "sponsor", named: value},
    )

    answer = client.get(page("budget_lines.sheet", forum))

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["预算", "场地", told]


def test_no_line_is_kept_whose_sponsor_is_unknown(cast, forum):
    with cast.work(), pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine(activity=forum, item="场地", amount="5", source="sponsor").save()


def test_a_line_from_which_was_spent_is_not_dropped(cast, forum, meals):
    spend(cast, forum, "5", meals)
    client = browser(cast.clerk)

    answers = [client.get(page("budget_lines.delete", meals)), client.get(page("activities.delete", forum))]

    assert [(answer.status_code, "午餐" in answer.content.decode()) for answer in answers] == [(422, True), (422, True)]


def test_the_table_to_take_along_holds_lines_expenses_and_sums(cast, forum, meals):
    spend(cast, forum, "1200", meals)
    spend(cast, forum, "30.5", item="=1+1")

    answer = browser(cast.auditor).get(page("budget_lines.sheet", forum))

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    day = date(2024, 5, 9)
    assert rows[1:] == [
        ["预算", "餐饮", "本会经费", 1000, "", "", 1200, -200, "超出预算 200.00 元"],
        ["支出", "午餐", "餐饮", "", day, "", 1200, "", ""],
        ["支出", "=1+1", "没有列入预算", "", day, "", 30.5, "", ""],
        ["合计", "", "", 1000, "", "", 1230.5, -230.5, "超出预算 230.50 元"],
    ]


MONEY = ("budget_lines.of", "budget_lines.sheet", "budget_lines.paper")


def test_leaders_and_auditors_read_it_and_cannot_change_it(cast, forum, meals):
    for who in ("vice_chair", "auditor", "county_leader"):
        client = browser(getattr(cast, who))
        codes = [client.get(page(name, forum)).status_code for name in (*MONEY, "budget_lines.add", "expenses.add")]
        assert (who, codes) == (who, [200, 200, 200, 403, 403])
        assert client.get(page("budget_lines.edit", meals)).status_code == 403
        assert "餐饮" in client.get(page("budget_lines.of", forum)).content.decode()


def test_neither_guests_nor_firms_that_hold_it_read_it(cast, forum, meals):
    spend(cast, forum, "777.77", meals, item="秘密午餐")
    forum.minutes_for = Readers.GUESTS
    with cast.work():
        forum.save()
        Host(activity=forum, organization=cast.tea_firm).save()
        Participation(activity=forum, person=cast.people["tea_contact"], organization=cast.tea_firm).save()
    client = browser(cast.tea_contact)

    pages = [page("activities.detail", forum), page("activities.history", forum), reverse("activities.list")]
    pages += [reverse("activities.export"), "/search/?q=秘密午餐"]
    texts = [client.get(url) for url in pages]

    assert texts[0].status_code == 200
    assert ["777.77" in text.content.decode(errors="ignore") for text in texts] == [False] * 5
    assert ["秘密午餐" in text.content.decode(errors="ignore").replace("q=秘密午餐", "") for text in texts[:4]] == [
        False
    ] * 4
    assert [client.get(page(name, forum)).status_code for name in MONEY] == [403] * 3
    assert [client.get(page(f"budget_lines.{name}", meals)).status_code for name in ("edit", "delete")] == [404, 404]


def test_a_chamber_does_not_read_the_money_of_the_federation(cast, forum, meals):
    client = browser(cast.tea_secretary)

    assert [client.get(page(name, forum)).status_code for name in MONEY] == [404] * 3
    assert client.get(page("budget_lines.edit", meals)).status_code == 404


def test_who_holds_it_with_others_and_keeps_activities_elsewhere_does_not_read_it(cast, forum, meals):
    """A secretary who also speaks for the chamber sees the activity that it holds with others, and not its money."""
    with cast.work():
        Host(activity=forum, organization=cast.tea).save()
        secretary = cast.people["tea_secretary"]
        appoint(cast.posts["firm"], cast.root, by=cast.system, starts=date(2024, 1, 1), person=secretary)
    client = browser(cast.tea_secretary)

    assert client.get(page("activities.detail", forum)).status_code == 200
    assert [client.get(page(name, forum)).status_code for name in MONEY] == [403] * 3
    assert "1,000.00" not in client.get(page("activities.detail", forum)).content.decode()


def test_another_federation_finds_nothing(cast, forum, meals):
    client = browser(cast.stranger)

    assert [client.get(page(name, forum)).status_code for name in MONEY] == [404] * 3
    assert [client.get(page(f"budget_lines.{name}", meals)).status_code for name in ("edit", "delete")] == [404, 404]


def test_the_page_costs_the_same_however_much_was_spent(cast, forum, meals, django_assert_max_num_queries):
    client = browser(cast.clerk)
    for _number in range(12):
        spend(cast, forum, "1", meals)
    client.get(page("budget_lines.of", forum))

    with django_assert_max_num_queries(22):
        client.get(page("budget_lines.of", forum))


def test_an_activity_offers_its_money_until_there_is_some(cast, forum):
    client = browser(cast.clerk)
    offered = "预算和支出" in client.get(page("activities.detail", forum)).content.decode()
    read = "预算和支出" in browser(cast.auditor).get(page("activities.detail", forum)).content.decode()
    spend(cast, forum, "18")

    text = client.get(page("activities.detail", forum)).content.decode()

    assert (offered, read) == (True, False)
    assert ("没有列预算 · 已支出 18.00 元" in text, "预算和支出" in text) == (True, False)


def test_the_plan_of_an_activity_is_shown_as_far_as_it_is_written(cast, forum):
    said = {"expected": "60", "lodging": "住县招待所", "insurance": "公众责任险", "risks": "现场有医护"}
    client = browser(cast.clerk)
    submit(client, page("activities.edit", forum), said)

    text = client.get(page("activities.detail", forum)).content.decode()
    wrong = submit(client, page("activities.edit", forum), {"expected": "0"})

    assert [word in text for word in ("住县招待所", "公众责任险", "现场有医护", "预计人数")] == [True] * 4
    assert errors(wrong) == {"expected": ["不能小于 1"]}


# vouchers and the past


def test_a_voucher_hangs_on_what_was_paid(cast, forum, meals):
    paid = spend(cast, forum, "800.00", meals)
    bill = SimpleUploadedFile("发票.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 16)

    answer = submit(browser(cast.clerk), page("expenses.attach", paid), {"files": [bill]})

    assert answer.url == page("expenses.detail", paid)
    assert [file.name for file in Attachment.of(paid)] == ["发票.png"]
    assert "发票.png" in browser(cast.auditor).get(answer.url).content.decode()
    file = reverse("expenses.file", args=[paid.pk, Attachment.of(paid).get().pk])
    assert b"".join(browser(cast.auditor).get(file).streaming_content).startswith(b"\x89PNG")
    others = [browser(getattr(cast, who)).get(file).status_code for who in ("tea_secretary", "tea_contact")]
    assert others == [404, 404]
    assert browser(cast.auditor).get(page("expenses.attach", paid)).status_code == 403


def test_what_a_line_of_the_budget_was_is_kept(cast, meals):
    submit(browser(cast.clerk), page("budget_lines.edit", meals), {"amount": "1200.00"})

    assert "1000" in browser(cast.auditor).get(page("budget_lines.history", meals)).content.decode()
    assert browser(cast.tea_secretary).get(page("budget_lines.history", meals)).status_code == 404
