"""Divisions that a county adds below those of the product, and the county that an installation is of."""

import re
from io import StringIO

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse

from huiguan.kernel.models import Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.register import queries
from huiguan.register.forms.choices import RegionField
from huiguan.register.models import Organization, Region
from tests.cast import browser, submit

PASTE, NEW, LIST = (reverse(f"regions.{page}") for page in ("paste", "create", "list"))


def below(code: str) -> list[tuple]:
    rows = Region.objects.filter(parent__code=code, is_own=True)
    return [(row.code, row.name, row.level) for row in rows]


def test_a_pasted_list_of_townships_stands_below_its_county(cast):
    response = submit(browser(cast.clerk), PASTE, {"lines": "990001003 东山镇\n990001004，西山镇\n\n990001001 城关镇"})

    assert [str(said) for said in get_messages(response.wsgi_request)] == ["添加 2 处；1 处原来就有，没有重复添加"]
    assert below("990001") == [("990001003", "东山镇", "township"), ("990001004", "西山镇", "township")]
    with cast.work():
        assert {"东山镇", "西山镇"} <= {place.name for place in queries.townships()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("990002003 东山镇", "“甲县”下面的代码以 990001 开头"),
        ("99000100 东山镇", "“甲县”下面的代码是 9 位数字"),
        ("990001003", "要有代码和名称两样"),
        ("990001001 东山镇", "代码 990001001 已经是“城关镇”的"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_added(cast, line, said):
    response = submit(browser(cast.clerk), PASTE, {"lines": f"990001005 南山镇\n{line}"})

    assert (response.status_code, response.context["form"].errors["lines"]) == (422, [f"第 2 行：{said}"])
    assert below("990001") == []


def test_a_village_is_added_edited_and_deleted_below_a_township(cast):
    client = browser(cast.clerk)
    submit(client, NEW, {"above": "990001001", "code": "990001001201", "name": "东村"})
    own = Region.objects.get(is_own=True)

    submit(client, reverse("regions.edit", args=[own.pk]), {"name": "东新村"})
    after = below("990001001")
    submit(client, reverse("regions.delete", args=[own.pk]))

    assert (after, below("990001001")) == ([("990001001201", "东新村", "village")], [])


def test_what_came_with_the_product_is_only_looked_at(cast):
    client, shipped = browser(cast.clerk), Region.objects.get(name="城关镇")

    codes = [client.get(reverse(f"regions.{page}", args=[shipped.pk])).status_code for page in ("edit", "delete")]
    row = next(row for row in client.get(LIST).context["listing"].rows if row.record == shipped)

    assert (codes, row.url) == ([403, 403], "")


def test_only_the_home_tenants_table_keepers_add_places(cast):
    with cast.work(cast.other):
        Region.objects.create(system="民政", code="990001009", name="北山镇", level="township", is_own=True)

    assert [browser(user).get(PASTE).status_code for user in (cast.clerk, cast.tea_secretary, cast.stranger)] == [
        200,
        403,
        403,
    ]


def test_an_installation_says_which_county_it_is_of(db):
    facts = {"name": "郯城县工商业联合会", "password": "long-enough-1", "stdout": StringIO()}

    call_command("setup", region="371322", **facts)

    with reaching(whole(Tenant.objects.get())):
        assert Organization.objects.get().region.name == "郯城县"
        groups = [label for label, choices in RegionField(label="").choices if isinstance(choices, list)]
    assert groups[0] == "郯城县"


def test_a_code_of_no_place_is_refused_before_anything_is_made(db):
    with pytest.raises(CommandError, match="没有这个行政区划代码：371399"):
        call_command("setup", region="371399", name="某", password="long-enough-1", stdout=StringIO())

    assert not Tenant.objects.exists()


@pytest.fixture
def places(cast):
    """So many that a list of them would be too long."""
    far = Region.objects.create(system="民政", code="370000", name="远省", level="province")
    for number in range(40):
        Region.objects.create(system="民政", code=f"3700{number:02}", name=f"远{number}县", level="county", parent=far)
    Region.objects.create(
        system="民政", code="990001003", name="盛林镇", level="township", parent=cast.federation.region
    )


@pytest.mark.parametrize("typed", ["盛林", "盛林 甲县", "shenglin", "slz", "990001003"])
def test_among_many_places_one_is_found_by_a_few_characters(cast, places, typed):
    answer = browser(cast.clerk).get("/organizations/new/", {"pick": "region", "q": typed})

    assert re.findall(r"<b>(.*?)</b> <small>(.*?)</small>", answer.content.decode()) == [("盛林镇", "甲县 · 990001003")]


def test_before_anything_is_typed_the_own_county_is_suggested_first(cast, places):
    answer = browser(cast.clerk).get("/organizations/new/", {"pick": "region", "q": ""})

    assert re.findall(r"<b>(.*?)</b>", answer.content.decode())[:4] == ["甲县", "城关镇", "河口镇", "盛林镇"]


def test_a_place_that_was_picked_is_kept(cast, places):
    page = submit(browser(cast.clerk), "/organizations/new/", {"name": "甲县木业", "region-words": "盛林镇"})

    with cast.work():
        assert (page.status_code, Organization.objects.get(name="甲县木业").region.name) == (302, "盛林镇")


FIRMS = {
    "云雾 城关": ["甲县云雾茶业有限公司"],
    "城关 yunwu": ["甲县云雾茶业有限公司"],
    "云雾 河口": [],
    "城关": [],
}


def test_a_firm_is_found_by_a_part_of_its_name_and_where_it_is(cast):
    client = browser(cast.clerk)

    found = {q: [str(row.record) for row in client.get("/firms/", {"q": q}).context["listing"].rows] for q in FIRMS}

    assert found == FIRMS
