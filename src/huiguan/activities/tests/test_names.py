"""Names with something in brackets or behind a space, and the papers on which they stand alone."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from huiguan.activities import actions, placing
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation
from huiguan.activities.names import apart, without_post
from huiguan.activities.papers.sign_in_sheets import sheet
from huiguan.activities.placing import Sitter
from huiguan.activities.tests.invited import invited
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from tests.cast import browser


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 7, 1), 15)):
        yield


@pytest.fixture
def course(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="training", name="培训")
        activity = Activity(kind=kind, title="研修班", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        for name, organization in (("张三（走入公司）", None), ("李四（女）", None), ("陈一", cast.tea)):
            Participation(activity=activity, name=name, organization=organization).save()
        Participation(activity=activity, organization=cast.silk).save()
        return activity


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("张三", ("张三", "")),
        ("张三（走入公司）", ("张三", "走入公司")),
        ("张三(走入公司)", ("张三", "走入公司")),
        ("李四（甲县某某（集团）公司）", ("李四", "甲县某某（集团）公司")),
        ("企业代表（示例）（盛林木业）", ("企业代表（示例）", "盛林木业")),
        ("阿不都·热合曼（茶社）", ("阿不都·热合曼", "茶社")),
        ("John Smith（Tea Ltd.）", ("John Smith", "Tea Ltd.")),
        ("王五（女）", ("王五", "")),
        ("王五（ 男 ）（茶社）", ("王五", "茶社")),
        ("惠农商业银行有限公司（示例）", ("惠农商业银行有限公司（示例）", "")),
        ("（女）", ("（女）", "")),
    ],
)
def test_what_stands_in_brackets_behind_a_name_is_their_firm(text, read):
    assert apart(text) == read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("李代 科长", "李代"),
        ("李代\u3000科长", "李代"),
        ("欧阳小明 副总 一行", "欧阳小明"),
        ("李 代", "李 代"),
        ("John Smith", "John Smith"),
        ("县茶业商会 李代", "县茶业商会 李代"),
        ("王副会长", "王副会长"),
        ("", ""),
    ],
)
def test_a_post_behind_a_name_is_none_of_it(text, name):
    assert without_post(text) == name


def test_seats_cards_and_badges_have_the_firm_beside_the_name(cast, course):
    with cast.work():
        found = placing.of(course, "came")

    came = "参加人员"
    assert found == [
        Sitter("张三", "走入公司", came),
        Sitter("李四", "", came),
        Sitter("陈一", str(cast.tea), came),
        Sitter(str(cast.silk), "", came),
    ]


def test_whoever_is_sent_stands_there_without_their_post(cast, course):
    guests = invited(cast, course, "张三（走入公司）", Invitation(organization=cast.tea))
    with cast.work():
        actions.reply(guests[0], "delegated", by=cast.system, stand_in="李代 科长", seats=2)
        actions.reply(guests[1], "delegated", by=cast.system, stand_in="王五")

        found = [(sitter.name, sitter.unit) for sitter in placing.of(course, "coming")]
        lines = [(line.name, line.firm) for line in sheet(course)]

    assert found == [("李代", "走入公司"), ("张三 随行 1", "走入公司"), ("王五", str(cast.tea))]
    assert lines[:3] == [("李代", "走入公司"), ("", "走入公司"), ("王五", str(cast.tea))]
    assert lines[3:6] == [("张三", "走入公司"), ("李四", ""), ("陈一", str(cast.tea))]


def test_a_certificate_names_the_firm_once(cast, course):
    with cast.work():
        perform(course, "hold", by=cast.clerk, happened=clock.at(date(2024, 7, 1)))
        rows = Participation.objects.filter(activity=course).exclude(name="")
        actions.issue(course, rows, "attendance", by=cast.clerk)

    answer = browser(cast.clerk).get(reverse("certificates.all", args=[course.pk]))

    lines = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert [line.split("于")[0] for line in lines if line.startswith("兹证明")] == [
        "兹证明张三（走入公司）",
        "兹证明李四",
        f"兹证明陈一（{cast.tea}）",
    ]


def test_the_list_has_the_firm_in_its_column_and_counts_it(cast, course):
    page = browser(cast.clerk).get(reverse("activities.detail", args=[course.pk])).content.decode()

    cells = [f'<td role="cell">{text}</td>' for text in ("张三", "走入公司", "李四", "张三（走入公司）")]
    assert [cell in page for cell in cells] == [True, True, True, False]
    assert "3 人 · 单位 3 家" in page
