from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from huiguan.kernel.icons import UnknownIcon, icon, warm
from huiguan.kernel.monogram import HUES, given_name, hue, monogram
from huiguan.kernel.templatetags.ui import get, initial, num, percent


def test_a_day_in_a_text_never_breaks_at_its_hyphens():
    shown = Template("{{ text|days }} {{ safe|days }} {{ nothing|days }}")

    html = shown.render(
        Context({"text": "<b> 2027-03-01 – 2027-04-30", "safe": SafeString("<i>2027-03-01</i>"), "nothing": None})
    )

    day = '<span class="unbroken">{}</span>'.format
    assert html == f"&lt;b&gt; {day('2027-03-01')} – {day('2027-04-30')} <i>2027-03-01</i> None"


def test_an_icon_is_decoration_of_the_size_asked_for():
    svg = icon("search", 16)

    assert svg.startswith('<svg aria-hidden="true" width="16" height="16"')
    assert 'stroke-width="1.75"' in svg
    assert "xmlns" not in svg


def test_an_unknown_icon_raises():
    with pytest.raises(UnknownIcon):
        icon("no-such-icon")
    with pytest.raises(UnknownIcon):
        warm(["search", "no-such-icon"])


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("郯城泰源服饰有限公司（示例）", "泰源"),
        ("郯城县天和化工有限公司", "天和"),
        ("山东省临沂市郯城县正阳数字技术股份有限公司", "正阳"),
        ("山东永昌纺织有限责任公司", "永昌"),
        ("（示例）李庄镇众诚合作社", "众诚"),
        ("临沂商行", "临沂"),
        ("郯城润达乡镇供水有限公司", "润达"),
        ("恒利市政工程有限公司", "恒利"),
        ("永辉超市连锁有限公司", "永辉"),
        ("天成城乡建设有限公司", "天成"),
        ("郯城", "郯城"),
        ("泰", "泰"),
        ("", ""),
        ("Golden River Trading", "GR"),
        ("TCL集团", "TC"),
        ("3号楼", "3"),
        ("IT商会", "IT"),
        ("上海郯城商会", "上海"),
        ("上海临沂商会", "上海"),
        ("海宁郯城商会", "海宁"),
        ("郯城县板材行业商会（示例）", "板材"),
        ("女企业家商会", "女企"),
        ("马头镇商会", "马头"),
        ("郯城县马头镇商会", "马头"),
        ("郯城街道商会", "郯城"),
        ("郯城县工商业联合会", "郯城"),
        ("南京市鼓楼区工商业联合会", "鼓楼"),
        ("上海交通大学", "交通"),
        ("上海大学", "上海"),
        ("县教育局", "教育"),
        ("县委统战部", "统战"),
        ("县政府", "政府"),
        ("县域经济研究会", "县域"),
        ("胜利镇人民政府", "胜利"),
        ("商会", "商会"),
        ("2026年“归雁行”活动", "归雁"),
        ("2019年度银杏节", "银杏"),
        ("2026年", "20"),
        ("（隐名诉求）", "隐名"),
    ],
)
def test_a_monogram_skips_places_legal_forms_and_remarks(name, two):
    assert monogram(name) == two


@pytest.mark.parametrize(
    ("name", "two"),
    [("程晓萌", "晓萌"), ("杜娟", "杜娟"), ("管理员（示例）", "理员"), ("Anna Bell", "AB"), ("", "")],
)
def test_a_person_is_known_by_the_end_of_the_name_without_remarks(name, two):
    assert given_name(name) == two


def test_a_hue_is_stable_and_never_the_brand_red():
    assert hue("泰源") == hue("泰源")
    assert {hue(number) for number in range(50)} == set(HUES)
    assert "brand" not in HUES


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (169051, "169,051"),
        (0, "0"),
        (Decimal("1284300.50"), "1,284,300.5"),
        (12.0, "12"),
        ("1234", "1,234"),
        (None, ""),
        ("", ""),
        ("约 30", "约 30"),
    ],
)
def test_numbers_have_thousand_separators(value, written):
    assert num(value) == written


def test_places_can_be_fixed():
    assert num(1234.5, 2) == "1,234.50"


def test_a_share_stays_between_nothing_and_all():
    assert [percent(1, 3), percent(5, 2), percent(-1, 2), percent(1, 0), percent(None), percent(60)] == [
        "33.3",
        "100",
        "0",
        "0",
        "0",
        "60",
    ]


def test_a_person_is_the_last_character_of_a_chinese_name_and_the_first_of_others():
    assert [initial("陈晓"), initial("anna"), initial(""), initial(None)] == ["晓", "A", "·", "·"]


def test_get_reads_a_mapping_and_forgives_a_missing_one():
    assert [get({"a": 1}, "a"), get({}, "a"), get(None, "a")] == [1, "", ""]


def test_a_changed_filter_starts_at_page_one_again():
    context = Context({"request": RequestFactory().get("/x/?q=a&page=3&sort=name")})

    written = Template("{% qs sort='-name' %} {% qs page=4 %} {% qs q='' %}").render(context)

    assert written == "?q=a&amp;sort=-name ?q=a&amp;sort=name&amp;page=4 ?sort=name"
