"""A list shows what may be seen, narrowed as the address says; its spreadsheet holds exactly the same rows."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.apps import apps
from python_calamine import CalamineWorkbook

from huiguan.kernel import clock
from huiguan.kernel.collation import name_key
from huiguan.kernel.sheets import workbook
from tests.cast import browser


@pytest.fixture
def shelf(cast):
    """Five firms that differ in size, section and tags, and four bodies of other kinds."""
    with cast.work():
        organization, tag = type(cast.tea_firm), apps.get_model("register.Tag").objects.get()
        rows = [("=1+1厂", "small", "C"), ("@甲厂", "small", "A"), ("乙厂", "large", "C")]
        for name, size, section in rows:
            organization.objects.create(node=cast.root, name=name, size=size, section=section)
        organization.objects.get(name="乙厂").tags.add(tag)
        organization.objects.create(node=cast.root, name="县文旅局", kind="department")
    return browser(cast.clerk)


def listing(client, query=""):
    return client.get(f"/organizations/{query}").context["listing"]


def shown(client, query=""):
    return [row.record.name for row in listing(client, query).rows]


def exported(client, query=""):
    answer = client.get(f"/organizations/export/{query}")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_tabs_count_the_rows_behind_them_and_leave_out_the_empty(shelf):
    tabs = [(tab["value"], tab["count"], tab["checked"]) for tab in listing(shelf).tabs]

    assert tabs == [
        ("", 9, True),
        ("firm", 5, False),
        ("chamber", 2, False),
        ("federation", 1, False),
        ("department", 1, False),
    ]


def test_a_tab_narrows_the_rows_and_stays_although_a_filter_empties_it(shelf):
    narrowed = listing(shelf, "?kind=chamber&size=small")

    assert [row.record.name for row in listing(shelf, "?kind=department").rows] == ["县文旅局"]
    assert [(tab["value"], tab["count"], tab["checked"]) for tab in narrowed.tabs] == [
        ("", 2, False),
        ("firm", 2, False),
        ("chamber", 0, True),
    ]
    assert (narrowed.count, narrowed.rows) == (0, [])


def test_a_tab_that_does_not_exist_is_the_first_one(shelf):
    assert listing(shelf, "?kind=nonsense").count == 9


def test_chips_say_what_narrows_the_list_and_lead_to_the_list_without_it(shelf, cast):
    tag = apps.get_model("register.Tag").everywhere.get(tenant=cast.tenant)

    chips = listing(shelf, f"?q=厂&size=large&tags={tag.pk}&sort=name&page=1").chips

    assert [(str(chip["label"]), chip["name"], chip["value"]) for chip in chips] == [
        ("大型", "size", "large"),
        ("专精特新", "tags", str(tag.pk)),
        ("厂", "q", "厂"),
    ]
    without_size = next(chip["url"] for chip in chips if chip["name"] == "size")
    assert set(shown(shelf, without_size)) == {"乙厂"}
    assert "size" not in without_size
    assert "page" not in without_size


def test_a_filter_that_makes_no_sense_narrows_nothing_and_breaks_nothing(shelf):
    assert listing(shelf, "?size=huge&tags=nine&region=x&page=nine").count == 9


@pytest.mark.parametrize("way", ["name", "-name"])
def test_a_column_sorts_both_ways(shelf, way):
    with_firms = shown(shelf, f"?kind=firm&sort={way}")

    assert with_firms == sorted(with_firms, key=name_key, reverse=way.startswith("-"))
    assert len(with_firms) == 5


def test_the_head_says_which_way_it_is_sorted_and_leads_to_the_other(shelf):
    heads = {cell.name: (cell.direction, cell.sort_url) for cell in listing(shelf, "?sort=name&page=1").columns}

    assert heads["name"] == ("ascending", "?sort=-name")
    assert heads["trade"] == ("", "?sort=trade")
    assert heads["status"] == ("", "")
    assert listing(shelf, "?sort=-name").columns[0].direction == "descending"


def test_an_unknown_column_sorts_nothing(shelf):
    assert shown(shelf, "?sort=tenant__code") == shown(shelf)


def test_pages_hold_every_row_once(shelf, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.desks.Desk.page_size", 4)

    pages = [shown(shelf, f"?page={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [4, 4, 1]
    assert len({name for page in pages for name in page}) == 9
    assert listing(shelf, "?page=99").page.number == 3


def test_the_count_of_a_tab_is_the_number_of_its_rows_also_where_rows_are_counted_themselves(cast):
    """A list of turns counts the suggestions of each; the tabs above it still count turns."""
    rotation = {name: apps.get_model("rotation", name) for name in ("Scheme", "Turn", "Suggestion")}
    with cast.work():
        scheme = rotation["Scheme"].objects.create(node=cast.root, name="轮值", starts="2026-01-01")
        for number in (1, 2, 3):
            days = {"starts": f"2026-0{number}-01", "ends": f"2026-0{number}-28"}
            turn = rotation["Turn"].objects.create(scheme=scheme, number=number, state="closed", **days)
            for each in range(number):
                rotation["Suggestion"].objects.create(
                    turn=turn, organization=cast.tea_firm, number=f"{number}-{each}", proposed_on="2026-01-02", text="x"
                )

    answer = browser(cast.clerk).get("/turns/").context["listing"]

    assert [(tab["value"], tab["count"]) for tab in answer.tabs] == [("", 3), ("closed", 3)]
    assert (answer.count, len(answer.rows)) == (3, 3)


# the spreadsheet


@pytest.mark.parametrize(
    "query", ["", "?kind=firm", "?q=厂", "?size=small", "?kind=firm&sort=-name", "?section=C&q=厂", "?q=没有"]
)
def test_the_spreadsheet_holds_what_the_list_shows_in_its_order(shelf, query):
    names = [row[0] for row in exported(shelf, query)[1:]]

    assert names == shown(shelf, query)


def test_the_spreadsheet_holds_every_page(shelf, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.desks.Desk.page_size", 2)

    assert len(exported(shelf)) == 1 + 9


def test_the_spreadsheet_holds_nothing_that_its_reader_may_not_see(shelf, cast):
    rows = exported(browser(cast.tea_secretary))

    assert [row[0] for row in rows[1:]] == ["甲县茶业商会", "甲县云雾茶业有限公司"]


def test_text_that_looks_like_a_formula_stays_text(shelf):
    rows = exported(shelf, "?size=small&sort=name")

    assert [row[0] for row in rows[1:]] == ["=1+1厂", "@甲厂"]
    with_formulas = workbook("x", ["a"], [["=1+1"], ["=HYPERLINK(1)"], ["+1"], ["http://x/"], [None], [3]])
    sheet = CalamineWorkbook.from_filelike(BytesIO(with_formulas)).get_sheet_by_index(0).to_python()
    assert sheet == [["a"], ["=1+1"], ["=HYPERLINK(1)"], ["+1"], ["http://x/"], [""], [3.0]]


def test_days_and_numbers_are_days_and_numbers_in_the_spreadsheet(shelf):
    head, *rows = exported(shelf, "?q=云雾")

    row = dict(zip(head, rows[0], strict=True))
    assert (row["成立日期"].isoformat(), row["类别"], row["归口单位"]) == ("2020-01-01", "企业", "甲县工商联")


def test_the_spreadsheet_is_named_after_the_list(shelf):
    answer = shelf.get("/organizations/export/")

    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E7%BB%84%E7%BB%87%E5%90%8D%E5%BD%95.xlsx"


def test_only_a_part_of_the_page_is_sent_when_only_that_is_asked_for(shelf):
    whole, part = shelf.get("/organizations/"), shelf.get("/organizations/", headers={"HX-Request": "true"})
    back = shelf.get("/organizations/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert ["<html" in page.content.decode() for page in (whole, part, back)] == [True, False, True]
    assert part["Vary"].startswith("HX-Request")


# what cannot be asked


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("?size=huge", ["筛选条件“规模：huge”无效，已忽略"]),
        ("?kind=nonsense", ["筛选条件“类别：nonsense”无效，已忽略"]),
        (f"?region={'9' * 40}", [f"筛选条件“乡镇街道：{'9' * 29}…”无效，已忽略"]),
        ("?size=small", []),
        ("?kind=", []),
        (f"?q={'茶' * 61}", ["要找的太长了：只按前 60 个字、前 8 个词查找"]),
        ("?q=1+2+3+4+5+6+7+8+9", ["要找的太长了：只按前 60 个字、前 8 个词查找"]),
        ("?q=1+2+3+4+5+6+7+8+", []),
    ],
)
def test_a_list_says_what_it_left_out_of_what_it_was_asked(shelf, query, notes):
    page = shelf.get(f"/organizations/{query}")

    assert page.context["listing"].notes == notes
    assert [note for note in notes if note not in page.content.decode()] == []


def test_what_is_ignored_has_no_chip_and_the_rest_still_narrows(shelf):
    found = listing(shelf, "?size=small&region=x")

    assert [chip["value"] for chip in found.chips] == ["small"]
    assert sorted(row.record.name for row in found.rows) == ["=1+1厂", "@甲厂"]


@pytest.mark.parametrize("query", ["?size=huge", "?kind=nonsense", "?size=small&region=x"])
def test_what_would_be_exported_without_its_filter_is_refused(shelf, query):
    answer = shelf.get(f"/organizations/export/{query}")

    assert answer.status_code == 400
    assert "没有导出：筛选条件无效" in answer.content.decode()


def test_a_long_query_costs_no_more_than_a_short_one(shelf, django_assert_max_num_queries):
    words = "+".join(["yun", "茶", "wu", "公司"] * 1000)

    with django_assert_max_num_queries(60) as caught:
        shelf.get(f"/organizations/?q={words}")

    assert max(len(query["sql"]) for query in caught.captured_queries) < 60_000


# cells that a spreadsheet cannot hold


def rows_of(*cells):
    content = workbook("甲/乙[1]", ["x"], [[cell] for cell in cells])
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return sheet.name, [row[0] for row in sheet.to_python()[1:]]


def test_a_cell_longer_than_a_spreadsheet_takes_is_cut_and_says_so():
    _name, (long, exact) = rows_of("长" * 40_000, "长" * 32_767)

    assert (len(long), long[-1], exact) == (32_767, "…", "长" * 32_767)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1899, 12, 31), "1899-12-31"),
        (datetime(1700, 1, 2, 3, 4), "1700-01-02 03:04:00"),
        (date(1900, 3, 1), date(1900, 3, 1)),
        (10**30, str(10**30)),
        (float("nan"), "nan"),
        ("=1+1", "=1+1"),
        ("{=1+1}", "{=1+1}"),
        ("+1", "+1"),
        ("-1", "-1"),
        ("@A1", "@A1"),
        ("https://a.example", "https://a.example"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_does_not_know_is_text_in_it(value, shown):
    assert rows_of(value)[1] == ([shown] if shown else [])


def test_a_sheet_has_no_signs_in_its_name_that_spreadsheets_forbid():
    assert rows_of("x")[0] == "甲 乙 1 "


# on paper


def test_paper_holds_every_row_of_the_list_with_what_narrows_it_the_count_and_the_day(shelf, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.desks.Desk.page_size", 2)
    assert listing(shelf, "?kind=firm&page=2").print_url == "/organizations/print/?kind=firm&page=2"

    paper = shelf.get("/organizations/print/?kind=firm&size=small&sort=-name&page=2")
    words = " ".join(paper.content.decode().split())

    assert [row.record.name for row in paper.context["listing"].rows] == ["@甲厂", "=1+1厂"]
    assert sorted(paper.context["words"]) == ["排序：名称（倒序）", "类别：企业", "规模：小型"]
    assert f"共 2 家 · {clock.today():%Y-%m-%d}" in words
    assert "这里只有前" not in words
    assert "data-sort" not in words


def test_paper_says_that_there_are_more_rows_than_it_holds(shelf, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.desks.MOST_ON_PAPER", 4)

    paper = shelf.get("/organizations/print/")

    assert len(paper.context["listing"].rows) == 4
    assert "这里只有前 4 条，一共 9 条" in paper.content.decode()


def test_paper_is_refused_where_a_filter_would_not_be_kept(shelf):
    answer = shelf.get("/organizations/print/?size=huge")

    assert (answer.status_code, answer.context["reason"]) == (400, "筛选条件“规模：huge”无效，已忽略")


def test_an_empty_list_prints_as_such(shelf):
    assert "没有符合条件的记录" in shelf.get("/organizations/print/?q=没有").content.decode()
