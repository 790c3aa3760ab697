import pytest
from django.urls import reverse

from huiguan.kernel.models import SpecialDay
from huiguan.register.models import ChamberType, LocalSector
from tests.cast import browser, filled, submit


def test_a_clerk_adds_a_sector_and_another_tenant_does_not_see_it(cast):
    submit(browser(cast.clerk), reverse("sectors.create"), {"name": "板材", "order": 1})

    with cast.work():
        assert sorted(map(str, LocalSector.objects.all())) == ["板材", "茶业"]
    with cast.work(cast.other):
        assert list(LocalSector.objects.all()) == []


def test_a_name_stands_once_in_a_table(cast):
    response = submit(browser(cast.clerk), reverse("sectors.create"), {"name": "茶业", "order": 1})

    assert response.status_code == 422


def test_what_is_used_is_not_deleted(cast):
    with cast.work():
        sector = LocalSector.objects.get()
        cast.tea_firm.refresh_from_db()
        cast.tea_firm.local_sector = sector
        cast.tea_firm.save()

    client, url = browser(cast.clerk), reverse("sectors.delete", args=[sector.pk])
    asked = client.get(url)
    refused = client.post(url, filled(asked))

    for answer in (asked, refused):
        assert (answer.status_code, "不能删除" in str(answer.context["problem"])) == (422, True)


def test_a_secretary_of_a_chamber_keeps_no_tables(cast):
    assert browser(cast.tea_secretary).get(reverse("tables.list")).status_code == 403


def test_the_shared_calendar_is_kept_by_the_home_tenant(cast):
    url = reverse("special_days.create")
    day = {"day": "2031-10-01", "kind": "off", "name": "国庆节"}

    here = submit(browser(cast.clerk), url, day)
    there = browser(cast.stranger).get(url)

    assert (here.status_code, there.status_code) == (302, 403)
    assert [str(day) for day in SpecialDay.objects.all()] == ["2031-10-01 国庆节"]


def test_the_types_of_a_chamber_reach_its_history(cast):
    client = browser(cast.clerk)
    with cast.work():
        kinds = list(ChamberType.objects.values_list("pk", flat=True))
    url = reverse("chambers.edit", args=[cast.tea.chamber.pk])

    response = submit(client, url, {"types": kinds, "supervising": cast.federation.pk})

    with cast.work():
        assert sorted(map(str, cast.tea.chamber.types.all())) == ["异地商会", "行业商会"]
    assert response.url == reverse("organizations.detail", args=[cast.tea.pk])
    row = next(
        row for row in client.get(reverse("chambers.list")).context["listing"].rows if row.record == cast.tea.chamber
    )
    assert row.record.members == 1


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("sectors.list", "茶", ["茶业"]),
        ("sectors.list", "丝", []),
        ("chamber_types.list", "TRADE", ["行业商会"]),
        ("regions.list", "9900010 城关", ["城关镇"]),
        ("regions.list", "\x00河口", ["河口镇"]),
        ("special_days.list", "国庆节调休的名字太长" * 10, []),
    ],
)
def test_a_table_is_searched_by_name_and_code(cast, name, words, found):
    listing = browser(cast.admin).get(reverse(name), {"q": words}).context["listing"]

    assert [row.record.name for row in listing.rows] == found


def test_a_row_that_exists_is_named_in_plain_words(cast):
    refused = submit(browser(cast.clerk), reverse("chamber_types.create"), {"name": "贸易商会", "code": "trade"})

    assert refused.context["form"].non_field_errors() == ["代号“trade”已经有了，请换一个，或者修改原来的那一条"]
