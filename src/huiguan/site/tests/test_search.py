"""One box over everything: what is found reads as in its own list, and only within reach."""

from tests.cast import browser


def found(user, text):
    groups = browser(user).get("/search/", {"q": text}).context["found"]
    return {str(group["desk"].title): [str(row.record) for row in group["listing"].rows] for group in groups}


def test_what_is_found_reads_as_in_its_own_list(cast):
    page = browser(cast.clerk).get("/search/", {"q": "云雾"}).content.decode()

    for words in ("甲县云雾茶业有限公司", "制造业", "城关镇", "甲县茶业商会", "在册"):
        assert words in page.partition('id="found"')[2], words


def test_records_of_each_kind_stand_apart(cast):
    assert found(cast.clerk, "某") == {"人员": [person.name for person in sorted_people(cast)][:8]}


def sorted_people(cast):
    with cast.work():
        return list(type(cast.people["clerk"]).objects.all())


def test_nothing_is_found_beyond_the_reach(cast):
    assert found(cast.tea_secretary, "春蚕") == {}
    assert found(cast.clerk, "春蚕") == {"组织名录": ["甲县春蚕丝绸有限公司"]}
