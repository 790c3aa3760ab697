"""How many days before advice is due those are told who answer for it, as a scheme says it."""

import pytest
from django.urls import reverse

from tests.cast import submit


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("7、1", (7, 1)),
        (" 1，14, 7；1 ", (14, 7, 1)),
        ("365 0", (365, 0)),
        ("", ()),
        ("、", ()),
        ("5、4、3、2、1", (5, 4, 3, 2, 1)),
    ],
)
def test_the_days_before_advice_is_due_are_read_as_they_are_written(clerk, scheme, typed, days):
    answer = submit(clerk, reverse("schemes.edit", args=[scheme.pk]), {"advice_notice": typed})

    scheme.refresh_from_db()
    assert (answer.status_code, scheme.advice_notice_days) == (302, days)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("三天", "“三天”不是 0 至 365 的整数；几个天数之间用顿号隔开，如：7、1"),
        ("7、-1", "“-1”不是 0 至 365 的整数；几个天数之间用顿号隔开，如：7、1"),
        ("366", "“366”不是 0 至 365 的整数；几个天数之间用顿号隔开，如：7、1"),
        ("1.5", "“1.5”不是 0 至 365 的整数；几个天数之间用顿号隔开，如：7、1"),
        ("²", "“²”不是 0 至 365 的整数；几个天数之间用顿号隔开，如：7、1"),
        ("6、5、4、3、2、1", "最多提醒 5 次"),
    ],
)
def test_what_is_no_list_of_days_is_not_taken(clerk, scheme, typed, why):
    answer = submit(clerk, reverse("schemes.edit", args=[scheme.pk]), {"advice_notice": typed})

    scheme.refresh_from_db()
    assert (answer.context["form"].errors, scheme.advice_notice) == ({"advice_notice": [why]}, "7、1")


@pytest.mark.parametrize(("text", "shown"), [("14、3", "14、3"), ("", "不提前提醒")])
def test_the_page_of_a_scheme_shows_when_advice_is_told(clerk, scheme, text, shown):
    scheme.advice_notice = text
    scheme.save()

    facts = {
        str(label): str(value)
        for label, value, *_rest in clerk.get(reverse("schemes.detail", args=[scheme.pk])).context["facts"]
    }

    assert facts["建议落实到期前几天提醒"] == shown
