from itertools import groupby

import pytest

from huiguan.register.tables.industries import DIVISIONS, SECTIONS, section_of

RANGES = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52), "G": (53, 60),
    "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72), "M": (73, 75), "N": (76, 79),
    "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90), "S": (91, 96), "T": (97, 97),
}  # fmt: skip


def test_there_are_twenty_sections_from_a_to_t():
    assert "".join(SECTIONS) == "ABCDEFGHIJKLMNOPQRST"


def test_there_are_ninety_seven_divisions_without_a_gap():
    assert list(DIVISIONS) == [f"{number:02}" for number in range(1, 98)]


def test_every_section_has_its_range():
    found = {s: [int(code) for code, _ in rows] for s, rows in groupby(DIVISIONS.items(), lambda row: row[1].section)}

    assert {s: (numbers[0], numbers[-1]) for s, numbers in found.items()} == RANGES


def test_no_name_is_empty_or_given_twice():
    names = [division.name for division in DIVISIONS.values()]

    assert all(names)
    assert len(set(names)) == 97


@pytest.mark.parametrize(
    ("division", "name", "section"),
    [("01", "农业", "A"), ("43", "金属制品、机械和设备修理业", "C"), ("52", "零售业", "F"), ("84", "卫生", "Q")],
)
def test_known_rows(division, name, section):
    assert DIVISIONS[division] == (name, section)
    assert section_of(division) == section


@pytest.mark.parametrize("code", ["00", "98", "1", "A", "A01", ""])
def test_a_code_that_does_not_exist_is_refused(code):
    with pytest.raises(ValueError, match="no such division"):
        section_of(code)
