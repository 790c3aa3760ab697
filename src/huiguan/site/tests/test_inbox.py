"""消息: one's own messages, marked by buttons only, and silent about what is out of reach now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiguan.kernel.models import Grant, Message
from huiguan.kernel.telling import kinds, tell
from tests.cast import browser, token_of


@pytest.fixture
def told(cast):
    """A user is told of the tea firm."""

    def make(user, number: int = 1) -> Message:
        with cast.work():
            words = (f"第 {number} 件事", "请看一看")
            return tell([user], key=f"register.due:{number}", say=lambda: words, about=cast.tea_firm)[0]

    return make


@pytest.fixture
def clerk(cast):
    return browser(cast.clerk)


def press(client, url: str, **data):
    """One of the buttons of the inbox."""
    return client.post(url, {"_once": token_of(client.get("/messages/"))} | data)


def seen(message: Message) -> bool:
    message.refresh_from_db()
    return message.seen_at is not None


def page(client, query: str = "") -> str:
    return client.get(f"/messages/{query}").content.decode()


def test_the_bell_counts_what_is_unread_with_one_query(cast, told, clerk):
    clerk.get("/more/")
    counts = []
    for number in range(3):
        told(cast.clerk, number)
        with CaptureQueriesContext(connection) as caught:
            answer = clerk.get("/more/")
        counts.append((len([q for q in caught if "kernel_message" in q["sql"]]), answer.context["shell"]["inbox"]))

    assert [(queries, bell["unread"]) for queries, bell in counts] == [(1, 1), (1, 2), (1, 3)]


def test_looking_at_the_inbox_marks_nothing(cast, told, clerk):
    message = told(cast.clerk)

    shown = page(clerk)
    for way in ("open", "mark"):
        assert clerk.get(f"/messages/{message.pk}/{way}/").status_code == 302

    assert ("第 1 件事" in shown, seen(message)) == (True, False)


def test_opening_a_message_marks_it_and_leads_to_its_record(cast, told, clerk):
    message = told(cast.clerk)

    answer = press(clerk, f"/messages/{message.pk}/open/")

    assert (answer.url, seen(message)) == (f"/organizations/{cast.tea_firm.pk}/", True)


def test_a_message_is_marked_as_read_and_as_unread(cast, told, clerk):
    message, marks = told(cast.clerk), []

    for value in ("1", "0"):
        press(clerk, f"/messages/{message.pk}/mark/", seen=value)
        marks.append(seen(message))

    assert marks == [True, False]


def test_all_are_marked_at_once_but_nobody_elses(cast, told, clerk):
    mine, theirs = [told(cast.clerk, number) for number in range(3)], told(cast.chair)

    press(clerk, "/messages/all/")

    assert ([seen(message) for message in mine], seen(theirs)) == ([True] * 3, False)


def test_unread_messages_are_found_alone(cast, told, clerk):
    for number in (1, 2):
        told(cast.clerk, number)
    press(clerk, f"/messages/{Message.objects.get(key='register.due:1').pk}/mark/", seen="1")

    shown = page(clerk, "?unread")

    assert ("第 1 件事" in shown, "第 2 件事" in shown) == (False, True)


def test_nobody_opens_the_message_of_another(cast, told, clerk):
    message = told(cast.chair)
    told(cast.clerk)

    codes = [press(clerk, f"/messages/{message.pk}/{way}/").status_code for way in ("open", "mark")]

    assert (codes, seen(message), page(clerk).count("第 1 件事") > 0) == ([404, 404], False, True)


def test_a_message_of_a_record_out_of_reach_says_nothing_of_it(cast, told):
    told(cast.tea_contact)
    contact = browser(cast.tea_contact)
    before = page(contact)
    Grant.objects.filter(user=cast.tea_contact).update(subject_id=cast.silk_firm.pk)

    after = page(contact)

    assert ["第 1 件事" in shown for shown in (before, after)] == [True, False]
    assert ("请看一看" in after, f"{kinds()['register.due']} · 这条消息说的内容，您现在看不到了" in after) == (
        False,
        True,
    )


def test_the_words_can_be_copied(cast, told, clerk, settings):
    settings.SITE_URL = "https://huiguan.example.cn"
    told(cast.clerk)

    copied = f"第 1 件事\n\n请看一看\n\nhttps://huiguan.example.cn/organizations/{cast.tea_firm.pk}/</textarea>"
    assert copied in page(clerk)


def test_the_inbox_costs_the_same_however_full_it_is(cast, told, clerk):
    told(cast.clerk)
    page(clerk)
    queries = []
    for numbers in (range(2, 4), range(4, 15)):
        for number in numbers:
            told(cast.clerk, number)
        with CaptureQueriesContext(connection) as caught:
            page(clerk)
        queries.append(len(caught))

    assert queries[0] == queries[1]


def test_a_message_of_a_room_that_is_switched_off_is_read_without_a_link(told, cast, clerk):
    message = told(cast.clerk)
    Message.objects.update(kind="gone.due", label="gone.thing")

    shown = clerk.get("/messages/")

    (row,) = shown.context["rows"]
    assert (shown.status_code, row["subject"], row["text"], row["link"]) == (200, "第 1 件事", "请看一看", "")
    assert press(clerk, f"/messages/{message.pk}/open/").url == "/messages/"
