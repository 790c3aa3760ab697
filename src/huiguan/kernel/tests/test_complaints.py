"""What a form says of an answer that it cannot take is said in our own words."""

import pytest
from django import forms
from django.utils import translation

from huiguan.kernel.forms import Form

WAYS = [("a", "甲"), ("b", "乙")]


class Questions(Form):
    text = forms.CharField(max_length=3)
    slug = forms.SlugField()
    mail = forms.EmailField()
    number = forms.IntegerField(min_value=1, max_value=9)
    amount = forms.DecimalField(max_digits=5, decimal_places=2, max_value=100)
    day = forms.DateField()
    moment = forms.DateTimeField()
    agreed = forms.BooleanField()
    way = forms.ChoiceField(choices=WAYS)
    ways = forms.MultipleChoiceField(choices=WAYS)
    paper = forms.FileField()
    own = forms.CharField(error_messages={"required": "请写明理由"})


def said(**answers) -> dict[str, list[str]]:
    form = Questions(answers)
    return {name: list(errors) for name, errors in form.errors.items() if not answers or name in answers}


def test_of_nothing_it_says_what_to_do():
    assert said() == {
        **{name: ["请填写这一项"] for name in ("text", "slug", "mail", "number", "amount", "day", "moment")},
        "agreed": ["请勾选这一项"],
        "way": ["请选一项"],
        "ways": ["请至少选一项"],
        "paper": ["请选择文件"],
        "own": ["请写明理由"],
    }


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("text", "一二三四", "最多 3 字，现在有 4 字"),
        ("slug", "甲 乙", "只用英文字母、数字、连字符和下划线"),
        ("mail", "甲", "请填邮箱地址，如 name@example.com"),
        ("number", "一", "请填整数，如 12"),
        ("number", "0", "不能小于 1"),
        ("number", "10", "不能大于 9"),
        ("amount", "一", "请填数字，如 12.5"),
        ("amount", "101", "不能大于 100"),
        ("amount", "1.234", "小数最多 2 位"),
        ("day", "昨天", "请填日期，如 2026-03-01"),
        ("moment", "昨天", "请填日期和时间，如 2026-03-01 09:30"),
        ("way", "c", "这一项现在不能选，请在列出的里面重新选"),
        ("ways", ["c"], "这一项现在不能选，请在列出的里面重新选"),
    ],
)
def test_of_a_wrong_answer_it_says_what_a_right_one_looks_like(name, typed, words):
    assert said(**{name: typed}) == {name: [words]}


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "請填寫這一項"), ("en", "Please fill this in")])
def test_it_speaks_the_readers_language(language, words):
    with translation.override(language):
        assert said()["text"] == [words]
