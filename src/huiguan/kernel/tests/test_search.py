"""A record is found by its characters in either script, by pinyin or initials, by a piece of its code; no other is."""

import pytest

from huiguan.kernel import tokens
from huiguan.kernel.search import matching

NAMES = {
    "chongqing": "重庆老灶火锅店",
    "shanxian": "单县羊肉汤馆",
    "tea": "郯城云雾茶业有限公司",
    "silk": "春蚕丝绸有限公司",
    "xian": "西安饭庄",
    "abc": "ABC电子Tech公司",
    "bank": "农商银行",
}
CODES = {"tea": "91371322MA3TEA001X", "silk": "91371322MA3SLK002W"}


@pytest.fixture
def shops(cast):
    with cast.work():
        organization = type(cast.tea_firm)
        made = [organization(node=cast.root, name=name, uscc=CODES.get(key, "")) for key, name in NAMES.items()]
        for key, record in zip(NAMES, organization.objects.bulk_create(made), strict=True):
            record.key = key
        rows = organization.objects.filter(pk__in=[record.pk for record in made])
        keys = {record.pk: key for key, record in zip(NAMES, made, strict=True)}
        yield lambda text: {keys[record.pk] for record in matching(rows, text)}


FOUND = {
    # characters
    "茶": {"tea"},
    "云雾": {"tea"},
    "云雾茶业": {"tea"},
    "公司": {"tea", "silk", "abc"},
    "有限公司": {"tea", "silk"},
    "雾云": set(),
    "云茶": set(),
    # Traditional writing, full width
    "雲霧茶業": {"tea"},
    "絲綢": {"silk"},
    "銀行": {"bank"},
    "ＡＢＣ": {"abc"},
    # full and unfinished pinyin
    "yunwu": {"tea"},
    "chaye": {"tea"},
    "yunw": {"tea"},
    "chunca": {"silk"},
    "sichou": {"silk"},
    "yunhai": set(),
    # initials
    "ywcy": {"tea"},
    "yxgs": {"tea", "silk"},
    "ccsc": {"silk"},
    "wywy": set(),
    # characters read in more than one way
    "chongqing": {"chongqing"},
    "zhongqing": {"chongqing"},
    "cq": {"chongqing"},
    "shanxian": {"shanxian"},
    "danxian": {"shanxian"},
    "sx": {"shanxian"},
    "yinhang": {"bank"},
    # letters that can be cut in two ways
    "xian": {"shanxian", "xian", "tea", "silk"},
    "xianfan": {"xian"},
    # pieces of a code
    "3TEA": {"tea"},
    "91371322": {"tea", "silk"},
    "slk002w": {"silk"},
    "371322MA3SLK": {"silk"},
    "1322TEA": set(),
    # mixed
    "ABC电子": {"abc"},
    "abc": {"abc"},
    "电子tech": {"abc"},
    "云雾 公司": {"tea"},
    "公司 yunwu": {"tea"},
    "云雾 丝绸": set(),
    "  ": set(NAMES),
    "": set(NAMES),
    "%": set(),
    "_": set(),
}


def test_each_way_of_writing_finds_its_records_and_no_others(shops):
    assert {text: shops(text) for text in FOUND} == FOUND


def test_nothing_of_another_tenant_is_found(cast):
    with cast.work():
        assert list(matching(type(cast.tea_firm).objects.all(), "外贸")) == []
    with cast.work(cast.other):
        assert list(matching(type(cast.tea_firm).objects.all(), "外贸")) == [cast.foreign_firm]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＡＢＣ公司", "abc公司"), ("臺灣 商會", "台湾商会"), ("云雾\u3000茶业", "云雾茶业"), ("１２３号", "123号")],
)
def test_two_writings_of_a_name_become_equal(one, other):
    assert tokens.normalised(one) == tokens.normalised(other)


def test_a_name_is_first_read_as_its_words_suggest():
    assert tokens.readings("重庆")[0] == ("chong", "qing")
    assert ("zhong", "qing") in tokens.readings("重庆")
    assert tokens.readings("银行")[0] == ("yin", "hang")
    assert tokens.readings("") == []


def test_a_name_with_many_readings_has_only_so_many():
    assert len(tokens.readings("重单行乐长朝曾都着了" * 2)) == tokens.READINGS_AT_MOST


def test_letters_that_are_no_pinyin_are_not_cut():
    assert tokens.cut_pinyin("vvv") == []
    assert tokens.cut_pinyin("yunwvv") == []
    assert tokens.cut_pinyin("yunw") == [("yun", "w")]
    assert tokens.cut_pinyin("xian") == [("xian",), ("xi", "an")]


def test_letters_that_can_be_cut_in_many_ways_are_cut_in_a_few():
    assert len(tokens.cut_pinyin("xian" * 12)) == tokens.CUTS_AT_MOST
