import pytest

from huiguan.register.tables import uscc

GOOD = "91110000600037341L"
# One of every kind of registrar that the federation meets, made valid: 社团, 企业, 合作社, 农业 (N), 其他 (Y).
FIRST17 = ("51371322MJE123456", "91371322MA3ABCDEF", "93371322500012345", "N2371322MF1234567", "Y1371322000000000")


def test_the_published_vector_is_valid():
    assert uscc.problem(GOOD) is None
    assert uscc.check_digit(GOOD[:-1]) == "L"


@pytest.mark.parametrize("first17", FIRST17)
def test_a_completed_code_is_valid_whatever_the_registrar(first17):
    code = uscc.complete(first17)

    assert code[:-1] == first17
    assert uscc.problem(code) is None


@pytest.mark.parametrize("code", [GOOD, *map(uscc.complete, FIRST17)])
@pytest.mark.parametrize("position", range(18))
def test_every_change_of_one_character_is_noticed(code, position):
    others = [c for c in uscc.ALPHABET if c != code[position]]

    found = {uscc.problem(code[:position] + c + code[position + 1 :]) for c in others}

    assert len(others) == 30
    assert found == {"digit"}


@pytest.mark.parametrize("code", [GOOD, *map(uscc.complete, FIRST17)])
def test_every_swap_of_unequal_neighbours_is_noticed(code):
    swapped = [code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(17) if code[i] != code[i + 1]]

    assert {uscc.problem(wrong) for wrong in swapped} == {"digit"}


def test_swapping_the_first_and_the_last_is_not_noticed_because_both_weigh_one():
    assert uscc.problem(GOOD[-1] + GOOD[1:-1] + GOOD[0]) is None


@pytest.mark.parametrize("code", ["", GOOD[:-1], GOOD + "0"])
def test_another_length_is_told(code):
    assert uscc.problem(code) == "length"


@pytest.mark.parametrize("letter", [*"IOZSV", "l", "中", ".", "１", "²"])
def test_a_sign_outside_the_alphabet_is_told(letter):
    assert uscc.problem(GOOD[:9] + letter + GOOD[10:]) == "letter"


def test_typing_is_made_uniform():
    assert uscc.normalise(" ９１１１００００-6000 3734—1ｌ\u200b\n") == GOOD


def test_a_doubtful_letter_is_not_guessed():
    assert uscc.normalise("o0i1") == "O0I1"


@pytest.mark.parametrize("first17", ["", GOOD, GOOD[:16], "I" * 17])
def test_only_seventeen_letters_of_the_alphabet_can_be_completed(first17):
    with pytest.raises(ValueError, match="17 characters"):
        uscc.complete(first17)
