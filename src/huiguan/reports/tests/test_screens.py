from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from huiguan.kernel.known import known
from huiguan.kernel.models import Node, User
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rooms import figures, rooms
from huiguan.register.models import Organization, Term
from huiguan.reports.actions import bring_in_claims
from huiguan.reports.models import Claim, Publication
from huiguan.reports.tests.conftest import firm, grant, user_with

pytestmark = pytest.mark.django_db
WORDS = ("reports.view", "register.view")


@pytest.fixture
def reader(client, home):
    client.force_login(user_with(home, *WORDS))
    return client


def claim_pk(tenant, code):
    with reaching(whole(tenant)):
        return Claim.objects.get(code=code).pk


def text(response) -> str:
    return response.content.decode()


def rows_of(response) -> list:
    return CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("url", ["/figures/", "/figures/export/", "/figures/firms.founded/", "/claims/"])
def test_whoever_may_not_read_reports_is_refused(client, home, counting, url):
    client.force_login(user_with(home, "register.view"))

    assert client.get(url).status_code == 403


@pytest.mark.parametrize("url", ["/figures/", "/figures/firms.founded/", "/claims/"])
def test_nobody_gets_in_without_signing_in(client, home, url):
    assert client.get(url)["Location"].startswith("/sign-in/")


def test_whoever_holds_reports_in_one_chamber_reads_its_figures_but_judges_no_claims(client, home, counting):
    chamber = Node.objects.create(tenant=home, parent=home.nodes.get(parent=None), name="某商会")
    client.force_login(user_with(home, *WORDS, node=chamber))

    page = client.get("/figures/")

    assert page.status_code == 200
    assert "只统计了您看得到的记录" in text(page)
    assert client.get("/claims/").status_code == 403


def shown_to(client, user, key: str, **asked) -> tuple:
    """The number of a figure as this person's page shows it, and how many of its records open."""
    client.force_login(user)
    page = client.get(f"/figures/{key}/", asked)
    return page.context["reading"].shown, len(page.context["records"])


def test_a_total_is_no_secret_and_the_records_behind_it_are_only_those_within_reach(client, home, counting):
    chamber = Node.objects.create(tenant=home, parent=home.nodes.get(parent=None), name="某商会")
    firm(home, "甲机械厂")
    with_all, without = user_with(home, *WORDS), user_with(home, "reports.view")
    with_some = user_with(home, "reports.view")
    grant(with_some, home, "register.view", node=chamber)
    with reaching(whole(home)):
        Organization.objects.create(node=chamber, name="乙纺织厂", founded=date(2019, 1, 1), section="D")

    assert [shown_to(client, one, "firms.founded") for one in (with_all, with_some, without)] == [
        ("2", 2),
        ("2", 1),
        ("2", 0),
    ]
    assert shown_to(client, without, "firms.sections") == ("2", 0)


def test_whoever_may_open_no_record_is_told_so_and_reads_no_zero(client, home, counting):
    firm(home, "甲机械厂")
    client.force_login(user_with(home, "reports.view"))

    detail, sheet = client.get("/figures/firms.founded/"), client.get("/figures/firms.founded/export/")

    assert "背后的记录要有“查看组织、届次与任职”的权限才能打开" in text(detail)
    assert "—，您无权查看" in text(client.get("/figures/"))
    assert ("没有记录" in text(detail), sheet.status_code) == (False, 403)


def test_what_is_confidential_or_narrowed_is_counted_within_reach(client, home, counting):
    firm(home, "甲机械厂")
    with_all, without = user_with(home, *WORDS), user_with(home, "reports.view")

    assert [shown_to(client, one, "firms.in_confidence") for one in (with_all, without)] == [("1", 1), ("—", 0)]
    assert [shown_to(client, one, "firms.founded", section="C") for one in (with_all, without)] == [
        ("1", 1),
        ("—", 0),
    ]


def test_each_figure_opens_its_records(reader, home, neighbour, counting):
    own = firm(home, "甲机械厂")
    firm(home, "乙纺织厂")
    firm(neighbour, "丙化工厂")

    page = text(reader.get("/figures/"))
    records = text(reader.get("/figures/firms.founded/"))

    assert "/figures/firms.founded/?" in page
    assert f'href="/organizations/{own.pk}/"' in records
    assert ("甲机械厂" in records, "乙纺织厂" in records, "丙化工厂" in records) == (True, True, False)


def test_every_installed_figure_opens(client, home):
    client.force_login(user_with(home, *(word for room in rooms() for word in room.words or {})))

    assert {key: client.get(f"/figures/{key}/").status_code for key in figures()} == dict.fromkeys(figures(), 200)


def test_a_record_whose_kind_has_no_desk_is_shown_by_the_screen_of_its_name_or_not_at_all(home):
    bring_in_claims(home, by=User.system())

    with reaching(whole(home)):
        claim, publication = Claim.objects.first(), Publication.objects.get()

    assert [one.url for one in known([claim, publication])] == [f"/claims/{claim.pk}/", ""]


def test_a_record_behind_a_figure_is_named_as_its_list_names_it(reader, home, counting):
    made = firm(home, "甲机械厂", "C")
    with reaching(whole(home)):
        made.legal_rep = "张三"
        made.save()

    (shown,) = reader.get("/figures/firms.founded/").context["records"]
    heads, row = rows_of(reader.get("/figures/firms.founded/export/"))

    assert (shown.title, shown.byline, shown.status["label"]) == ("甲机械厂", "张三", "在册")
    assert (heads[1:3], row[:3]) == (["说明", "状态"], ["甲机械厂", "张三", "在册"])


def test_a_period_narrows_the_figures(reader, home, counting):
    firm(home, "甲机械厂", founded=date(2018, 6, 1))
    firm(home, "乙纺织厂", founded=date(2019, 6, 1))

    page = text(reader.get("/figures/firms.founded/?starts=2018-06-01&ends=2018-06-01"))

    assert ("甲机械厂" in page, "乙纺织厂" in page) == (True, False)


def test_a_dimension_narrows_the_records(reader, home, counting):
    firm(home, "甲机械厂", "C")
    firm(home, "乙商场", "F")

    page = text(reader.get("/figures/firms.founded/?section=F"))

    assert ("甲机械厂" in page, "乙商场" in page) == (False, True)


def test_the_term_is_offered_as_a_period_once_there_is_one(reader, home, counting):
    assert "本届" not in text(reader.get("/figures/"))

    with reaching(whole(home)):
        Term.objects.create(node=home.nodes.get(parent=None), number=8, starts=date(2018, 3, 1))

    assert "?starts=2018-03-01" in text(reader.get("/figures/"))


@pytest.mark.parametrize(
    "query",
    ["starts=2020-02-01&ends=2020-01-01", "starts=2020-13-01", "starts=0001-01-01", "ends=9999-12-31"],
)
def test_a_period_that_cannot_be_is_said_to_be_so(reader, counting, query):
    page = reader.get(f"/figures/?{query}")

    assert (page.status_code, "这段时间无法统计" in text(page)) == (422, True)


@pytest.mark.parametrize(
    "url",
    [
        "/figures/no.such/",
        "/figures/firms.founded/?region=x",
        f"/figures/firms.founded/?region={'9' * 25}",
        f"/figures/firms.founded/?region={'1' * 5000}",
        f"/figures/{'a' * 5000}/",
        "/figures/%00/",
        "/claims/?verdict=nonsense",
        "/claims/export/?verdict=nonsense",
        "/figures/firms.founded/?starts=x",
        "/figures/export/?starts=x",
        "/claims/999/",
    ],
)
def test_what_is_not_there_is_not_found(reader, counting, url):
    assert reader.get(url).status_code == 404


def test_the_figures_and_the_records_of_one_go_out_as_sheets(reader, home, counting):
    firm(home, "甲机械厂")

    figures = rows_of(reader.get("/figures/export/?starts=2019-01-01&ends=2019-12-31"))
    records = rows_of(reader.get("/figures/firms.founded/export/"))

    assert ["firms.founded", "新办企业", "1", "家"] in [row[:4] for row in figures]
    assert [row[0] for row in records] == ["组织", "甲机械厂"]


def test_the_claims_stand_beside_the_records_by_verdict(reader, home):
    bring_in_claims(home, by=User.system())

    page = text(reader.get("/claims/"))
    untied = text(reader.get("/claims/?verdict=untied"))

    assert ("轮值活动8次" in page, "临沂市唯一" in page) == (True, True)
    assert ("轮值活动8次" in untied, "临沂市唯一" in untied) == (False, True)


def test_a_claim_says_what_was_written_how_it_is_judged_and_what_was_found(reader, home):
    bring_in_claims(home, by=User.system())

    page = text(reader.get(f"/claims/{claim_pk(home, 'SF-10')}/"))

    assert "有效建议200余条" in page
    assert "200 余是 200 至 299" in page
    assert "无从核对" in page


def test_the_two_readings_of_a_claim_stand_on_its_page(reader, home):
    bring_in_claims(home, by=User.system())

    page = text(reader.get(f"/claims/{claim_pk(home, 'SF-04')}/"))

    assert ("全部 20 个门类" in page, "19 个门类" in page) == (True, True)


def test_an_untied_claim_says_so(reader, home):
    bring_in_claims(home, by=User.system())

    assert "还没有对应" in text(reader.get(f"/claims/{claim_pk(home, 'SF-67')}/"))


def test_the_claims_go_out_as_a_sheet(reader, home):
    bring_in_claims(home, by=User.system())

    rows = rows_of(reader.get("/claims/export/?verdict=untied"))

    assert (rows[0][0], len(rows), rows[1][:2]) == (
        "编号",
        39,
        ["SF-16", "临沂市唯一在长三角、珠三角拥有异地商会的县级工商联组织"],
    )


def test_the_claims_of_another_tenant_are_not_found(reader, home, neighbour):
    bring_in_claims(neighbour, by=User.system())

    assert reader.get(f"/claims/{claim_pk(neighbour, 'SF-01')}/").status_code == 404
    assert "还没有要核对的文章" in text(reader.get("/claims/"))
