import pytest

from huiguan.register.tables.names import matching_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("郯城縣儒商商會", "郯城县儒商商会"),
        ("郯城县ＩＴ商会", "郯城县it商会"),
        ("上海（郯城）商会", "上海(郯城)商会"),
        ("上海〔郯城〕商会", "上海【郯城】商会"),
        (" 仇氏 医院\u3000", "仇氏医院"),
        ("恒丰农机\u200b合作社\ufeff", "恒豐農機合作社"),
        ("阿里・买买提商行", "阿里·买买提商行"),
    ],
)
def test_a_difference_in_writing_is_no_difference(one, other):
    assert one != other
    assert matching_key(one) == matching_key(other)


def test_the_key_is_readable():
    assert matching_key("上海 郯城商會（ＩＴ）") == "上海郯城商会(it)"


@pytest.mark.parametrize(
    ("one", "other"), [("郯城商会", "郯城总商会"), ("(集团)公司", "集团公司"), ("甲公司", "乙公司")]
)
def test_a_difference_in_name_stays(one, other):
    assert matching_key(one) != matching_key(other)


@pytest.mark.parametrize("name", ["", "郯城县工商联", "𠮷野家", "\ue000记商行"])
def test_a_plain_name_is_its_own_key_rare_and_private_characters_too(name):
    assert matching_key(name) == name
