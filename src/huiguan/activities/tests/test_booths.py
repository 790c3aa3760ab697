"""Stands: a row of them at once, each number once, and who shows what where."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from huiguan.activities.booths import of
from huiguan.activities.models import Activity, Booth
from huiguan.kernel import clock
from tests.cast import browser, submit

from .invited import forum_of_two


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def fair(cast) -> Activity:
    return forum_of_two(cast)


def lay(cast, fair, who="clerk", **said):
    return submit(browser(getattr(cast, who)), reverse("booths.many", args=[fair.pk]), said)


def numbers(cast, fair) -> list[str]:
    with cast.work():
        return [booth.number for booth in of(fair)]


def give(cast, fair, stand: str, **said):
    with cast.work():
        booth = Booth.objects.get(activity=fair, number=stand)
    return submit(browser(cast.clerk), reverse("booths.edit", args=[booth.pk]), said)


def shown(cast, fair) -> str:
    return browser(cast.clerk).get(reverse("activities.detail", args=[fair.pk])).content.decode()


def test_a_row_is_laid_at_once_and_no_number_twice(cast, fair):
    lay(cast, fair, row="A", first=9, last=11)
    page = browser(cast.clerk).get(lay(cast, fair, row="A", first=1, last=10).url)

    assert numbers(cast, fair) == [f"A{n}" for n in range(1, 12)]
    assert "11 个展位，已定 0 个" in shown(cast, fair)
    assert page.status_code == 200


@pytest.mark.parametrize(("first", "last"), [(5, 4), (1, 201)])
def test_no_row_backwards_and_none_without_end(cast, fair, first, last):
    answer = lay(cast, fair, first=first, last=last)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last"])
    assert numbers(cast, fair) == []


def test_a_stand_is_given_to_one_exhibitor(cast, fair):
    lay(cast, fair, row="A", first=1, last=3)
    give(cast, fair, "A1", organization=cast.tea_firm.pk, shows="明前茶")
    give(cast, fair, "A2", name="外地公司")

    assert "3 个展位，已定 2 个" in shown(cast, fair)
    both = give(cast, fair, "A3", organization=cast.tea_firm.pk, name="外地公司")
    assert (both.status_code, both.context["form"].non_field_errors()) == (422, ["已选在册单位，不用再填单位名称"])
    twice = give(cast, fair, "A3", number="A1")
    assert (twice.status_code, twice.context["form"].non_field_errors()) == (422, ["这个展位号已经有了"])


def test_the_table_and_the_signs(cast, fair):
    lay(cast, fair, row="A", first=1, last=2)
    page = browser(cast.clerk)
    signs = reverse("booths.signs", args=[fair.pk])
    assert page.get(signs).status_code == 409

    give(cast, fair, "A2", organization=cast.tea_firm.pk, shows="明前茶")

    sheet = page.get(reverse("booths.sheet", args=[fair.pk])).content
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows == [["展位号", "参展单位", "展示什么"], ["A1", "", ""], ["A2", "甲县云雾茶业有限公司", "明前茶"]]
    sign = Document(BytesIO(page.get(signs).content)).tables[0].rows[0].cells[0]
    assert [line.text for line in sign.paragraphs] == ["A2", "甲县云雾茶业有限公司", "明前茶", "银杏节恳谈会"]


@pytest.mark.parametrize(("who", "code"), [("auditor", 403), ("tea_secretary", 404), ("tea_contact", 403)])
def test_only_those_who_arrange_it_lay_stands(cast, fair, who, code):
    for name in ("many", "add", "sheet", "signs"):
        assert browser(getattr(cast, who)).get(reverse(f"booths.{name}", args=[fair.pk])).status_code == code
