"""Names are listed as a Chinese dictionary lists them, whatever the database thinks of Han characters."""

import pytest
from django.apps import apps

from huiguan.kernel.acting import acting
from huiguan.kernel.collation import name_key, person_key
from huiguan.kernel.models import Change, Node

NAMES = [
    "3号楼",
    "阿里",
    "IT商会",
    "李明",
    "丽华",
    "连战",
    "女企业家商会",
    "单县",
    "上海",
    "重庆",
    "王小",
    "王小明",
    "张三",
]
IN_ORDER = [
    "3号楼",
    "阿里",
    "重庆",
    "单县",
    "IT商会",
    "李明",
    "丽华",
    "连战",
    "女企业家商会",
    "上海",
    "王小",
    "王小明",
    "张三",
]


@pytest.fixture
def tags(cast):
    with cast.work(), acting(cast.clerk):
        yield apps.get_model("register.Tag")


def listed(rows):
    return [row.name for row in rows.objects.filter(name__in=NAMES)]


def test_names_stand_by_syllable_then_tone_and_the_same_characters_together():
    assert sorted(NAMES, key=name_key) != sorted(NAMES)
    assert sorted(NAMES, key=name_key) == IN_ORDER


def test_two_writings_of_a_name_stand_at_one_place():
    assert name_key("張 四（示例）") == name_key("张四(示例)") == name_key("【张四】示例")


@pytest.mark.parametrize(
    ("name", "family"), [("曾国", "zeng"), ("单某", "shan"), ("仇氏", "qiu"), ("尉迟恭", "yu"), ("李白", "li")]
)
def test_a_family_name_is_read_as_one(name, family):
    assert person_key(name).startswith(family)


def test_a_key_holds_only_what_every_collation_orders_alike():
    for name in [*NAMES, "𬭎达", "Ärger", "吕梁（示例）", "O’Neill"]:
        assert name_key(name) == "".join(
            sign for sign in name_key(name) if sign in "0123456789abcdefghijklmnopqrstuvwxyz"
        )


def test_a_list_stands_in_the_order_of_its_keys_when_the_rows_were_written_at_once(tags):
    tags.objects.bulk_create([tags(name=name) for name in NAMES])

    assert listed(tags) == IN_ORDER


def test_a_new_name_moves_the_row_even_if_only_the_name_is_saved(tags):
    tags.objects.bulk_create([tags(name=name) for name in NAMES])
    tag = tags.objects.get(name="张三")
    tag.name = "阿"
    tag.save(update_fields=["name"])

    assert [row.name for row in tags.objects.filter(name__in=[*NAMES, "阿"])][:2] == ["3号楼", "阿"]


def test_a_place_that_is_renamed_moves_too(cast):
    place = Node.objects.create(tenant=cast.tenant, parent=cast.root, name="张")
    place.name = "阿"
    place.save(update_fields=["name"])

    assert Node.objects.get(pk=place.pk).pinyin == name_key("阿")


def test_the_log_of_changes_says_nothing_of_keys(tags):
    tag = tags.objects.create(name="老字号")

    assert Change.of(tag).get().after == {"name": "老字号", "hue": "slate", "reserved": False}
