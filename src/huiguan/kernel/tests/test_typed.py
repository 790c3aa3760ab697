"""What comes from outside is made fit to be kept, or refused in words beside the field."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from huiguan.kernel.forms import Form
from huiguan.kernel.numbers import whole
from huiguan.kernel.typed import day, plain, plain_query
from tests.cast import browser, filled, submit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        (7, 7),
        (str(2**63 - 1), 2**63 - 1),
        *((text, None) for text in (str(2**63), "9" * 5000, "0", "-1", "+1", "²", "７", "1e5", " 1", "", "\x00", None)),
    ],
)
def test_a_whole_number_is_one_that_a_row_can_have(text, number):
    assert whole(text) == number


def test_control_characters_are_taken_out_and_ends_of_lines_stay():
    assert plain("甲\x00乙\x1b[0m\x85\r\n\t丙") == "甲乙[0m\r\n\t丙"


def test_code_points_that_no_document_may_hold_are_taken_out():
    assert plain("甲\ufffe乙\uffff丙\ud800丁\udfff𠮷") == "甲乙丙丁𠮷"


@pytest.mark.parametrize("text", ["\u200b", "\u2060\ufeff", "\u3164 \u2800", "\u3000\u00ad"])
def test_an_answer_in_which_nothing_can_be_seen_counts_as_nothing(text):
    form = checked(line=text, text=text)

    assert (form.cleaned_data["line"], form.cleaned_data["text"]) == ("", "")


def test_a_query_loses_control_characters_in_each_of_its_values():
    query = plain_query(QueryDict("q=%00茶&tag=1&tag=%072"))

    assert dict(query.lists()) == {"q": ["茶"], "tag": ["1", "2"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-03-01", date(2026, 3, 1)), ("0001-01-01", None), ("9999-12-31", None), ("31-31", None), ("", None)],
)
def test_a_day_is_one_that_somebody_can_have_meant(text, found):
    assert day(text) == found


class Asks(Form):
    line = forms.CharField(required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    on = forms.DateField(required=False)
    at = forms.DateTimeField(required=False)
    count = forms.IntegerField(required=False)


def checked(**sent):
    form = Asks(sent)
    form.is_valid()
    return form


def test_what_stands_on_one_line_is_kept_on_one():
    form = checked(line="甲\r\n乙\x00\t丙", text="甲\r\n\x00乙")

    assert (form.cleaned_data["line"], form.cleaned_data["text"]) == ("甲 乙 丙", "甲\r\n乙")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("line", "字" * 201, "最多 200 字，现在有 201 字"),
        ("text", "字" * 4001, "最多 4000 字，现在有 4001 字"),
        ("on", "1899-12-31", "日期应在 1900-01-01 至 2200-12-31 之间"),
        ("on", "2201-01-01", "日期应在 1900-01-01 至 2200-12-31 之间"),
        ("at", "9999-12-31T23:59", "日期应在 1900-01-01 至 2200-12-31 之间"),
        ("count", "9" * 25, "不能大于 2147483647"),
    ],
)
def test_what_is_out_of_all_bounds_is_said_beside_the_field(name, value, problem):
    form = checked(**{name: value})

    assert (form.errors.get_json_data()[name][0]["message"], form[name].value()) == (problem, value)


@pytest.mark.parametrize("value", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_are_still_days(value):
    assert checked(on=value).errors == {}


def test_a_field_may_set_bounds_of_its_own():
    class Short(Form):
        line = forms.CharField(max_length=3)
        names = forms.CharField(max_length=20_000, widget=forms.Textarea)
        count = forms.IntegerField(max_value=9)

    form = Short({"line": "甲乙丙丁", "names": "甲" * 5000, "count": "10"})

    assert list(form.errors) == ["line", "count"]


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "²", "-1", "\x00", "１"])
def test_several_choices_of_which_one_is_no_number_are_refused_in_words(cast, number):
    client, url = browser(cast.clerk), f"/organizations/{cast.tea_firm.pk}/edit/"

    answer = submit(client, url, {"tags": [number]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["tags"])


@pytest.mark.parametrize("version", ["", "x", "-3", "0", "99", "9" * 25, None])
def test_a_form_that_does_not_say_what_was_seen_overwrites_nothing(cast, version):
    client, url = browser(cast.clerk), f"/organizations/{cast.tea_firm.pk}/edit/"
    submit(browser(cast.admin), url, {"legal_rep": "张三"})
    sent = filled(client.get(url)) | {"legal_rep": "李四", "row_version": version}

    answer = client.post(url, {name: value for name, value in sent.items() if value is not None})

    rows = [(row["label"], row["theirs"], row["yours"], row["who"]) for row in answer.context["conflict"]]
    assert (answer.status_code, rows) == (422, [("法定代表人（负责人）", "张三", "李四", cast.admin)])
    kept = type(cast.tea_firm).everywhere.get(pk=cast.tea_firm.pk)
    assert kept.legal_rep == "张三"
    assert client.post(url, filled(answer)).status_code == 302
