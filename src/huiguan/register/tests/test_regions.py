from datetime import date

import pytest

from huiguan.register.tables.regions import CIVIL_AFFAIRS, REGIONS, STATISTICS, children, counterpart, find, named

CURRENT = [region for region in REGIONS if region.valid_to is None]


def test_there_are_thirty_four_provinces():
    assert sum(region.level == "province" for region in CURRENT) == 34


def test_shandong_has_sixteen_cities_now_and_had_seventeen_before_laiwu_joined_jinan():
    assert len(children("370000")) == 16
    assert len(children("370000", on=date(2018, 12, 25))) == 17


def test_linyi_has_three_districts_and_nine_counties():
    names = " ".join(region.name for region in children("371300"))

    assert names == "兰山区 罗庄区 河东区 沂南县 郯城县 沂水县 兰陵县 费县 平邑县 莒南县 蒙阴县 临沭县"


def test_statistics_count_a_development_zone_beside_them():
    assert len(children("371300", STATISTICS)) == 13
    assert find("371371") is None


@pytest.mark.parametrize("system", [CIVIL_AFFAIRS, STATISTICS])
def test_tancheng_has_one_sub_district_eleven_towns_and_one_township(system):
    names = [region.name for region in children("371322", system)]

    assert sorted(name[-1] for name in names) == sorted("道" + "镇" * 11 + "乡")


def test_two_towns_have_each_others_code_in_the_other_system():
    assert find("371322111").name == "胜利镇"
    assert find("371322112").name == "红花镇"
    assert find("371322111", STATISTICS).name == "红花镇"
    assert find("371322112", STATISTICS).name == "胜利镇"


def test_systems_are_joined_by_name_and_not_by_code():
    honghua = find("371322112")

    assert counterpart(honghua, STATISTICS).code == "371322111"
    assert counterpart(counterpart(honghua, STATISTICS), CIVIL_AFFAIRS) == honghua


def test_every_other_town_of_tancheng_keeps_its_code():
    moved = {r.name for r in children("371322") if counterpart(r, STATISTICS).code != r.code}

    assert moved == {"胜利镇", "红花镇"}


def test_above_the_township_both_systems_have_the_same_row():
    assert find("371322", STATISTICS) == find("371322")
    assert counterpart(find("371322"), STATISTICS) == find("371322")


def test_a_place_that_the_other_system_lacks_has_no_counterpart():
    assert counterpart(find("371324001", STATISTICS), CIVIL_AFFAIRS) is None


def test_a_county_has_the_name_of_its_time():
    assert find("371324", on=date(2014, 1, 7)).name == "苍山县"
    assert find("371324", on=date(2014, 1, 8)).name == "兰陵县"
    assert find("371324").name == "兰陵县"


@pytest.mark.parametrize(
    ("name", "code", "above"),
    [
        ("上海市", "310000", ""),
        ("深圳市", "440300", "广东省"),
        ("青岛市", "370200", "山东省"),
        ("苏州市", "320500", "江苏省"),
        ("海宁市", "330481", "嘉兴市"),
        ("鼓楼区", "320106", "南京市"),
        ("龙口市", "370681", "烟台市"),
        ("东海县", "320722", "连云港市"),
        ("尚志市", "230183", "哈尔滨市"),
    ],
)
def test_the_places_of_the_article_are_there(name, code, above):
    (place,) = named(name)

    assert place.code == code
    assert (find(place.parent).name if above else place.parent) == above


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.system + region.code + region.name)
def test_every_row_hangs_on_the_row_that_its_code_says(region):
    length = {"province": 2, "prefecture": 4, "county": 6, "township": 9}[region.level]

    assert len(region.code) == max(length, 6)
    assert not region.code[length:].strip("0")
    if region.level == "province":
        assert region.parent == ""
    else:
        above = {"prefecture": "province", "county": "prefecture", "township": "county"}[region.level]
        parent = find(region.parent, region.system)
        assert parent.level == above
        shown = {"province": 2, "prefecture": 4, "county": 6}[above]
        assert region.code.startswith(parent.code[:shown])


@pytest.mark.parametrize("system", [CIVIL_AFFAIRS, STATISTICS])
def test_a_code_means_one_place_at_a_time(system):
    codes = [r.code for r in CURRENT if r.system == system]

    assert len(codes) == len(set(codes))


def test_an_unknown_system_is_refused_instead_of_finding_nothing():
    with pytest.raises(ValueError, match="no such code system"):
        find("371322", "邮政")
