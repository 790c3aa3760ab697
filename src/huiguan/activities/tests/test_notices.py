"""Guests are told: by the house whom it can reach, by somebody everybody else; nobody twice, and nobody forgotten."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from icalendar import Calendar

from huiguan.activities import actions
from huiguan.activities.actions.notices import announce
from huiguan.activities.models import Activity, ActivityKind, Invitation, Notice, Participation
from huiguan.activities.tests.invited import invited, move, notices, secretary, waiting
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Message
from huiguan.kernel.outbox import send_next
from tests.cast import browser, submit

TODAY = clock.at(date(2024, 6, 1))


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(TODAY):
        yield


class Refusing(BaseEmailBackend):
    def send_messages(self, mails):
        raise OSError("refused")


@pytest.fixture
def mail_is_on(settings):
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://huiguan.example.cn"
    settings.DEFAULT_FROM_EMAIL = "office@example.cn"


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=clock.at(date(2024, 7, 1)))
        activity.place = "三楼会议室"
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


# who is told how


def test_a_guest_with_an_account_gets_a_message_that_leads_to_their_own_invitation(cast, forum):
    cast.tea_secretary.email = "secretary@example.cn"
    cast.tea_secretary.save()
    cast.people["tea_secretary"].refresh_from_db()
    (row,) = invited(cast, forum, secretary(cast))

    message = Message.objects.get(user=cast.tea_secretary)
    page = browser(cast.tea_secretary).get(message.link, follow=True)

    assert notices(cast) == [("秘某", "invited", "told", "inbox")]
    assert message.calendar == ""  # no mail goes out here
    assert (message.subject, row.token in message.text + message.link) == ("诚邀您参加“银杏节恳谈会”", False)
    assert (page.status_code, "三楼会议室" in page.content.decode()) == (200, True)


def test_a_mail_to_somebody_with_an_account_brings_the_entry_too(cast, forum, mail_is_on):
    cast.tea_secretary.email = "secretary@example.cn"
    cast.tea_secretary.save()
    cast.people["tea_secretary"].refresh_from_db()

    invited(cast, forum, secretary(cast))

    assert send_next()
    entry = Calendar.from_ical(mail.outbox[0].attachments[0].get_payload(decode=True))
    assert (mail.outbox[0].to, str(entry["METHOD"])) == (["secretary@example.cn"], "REQUEST")


@pytest.mark.parametrize("who", ["clerk", "tea_president", "stranger"])
def test_that_way_leads_nobody_else_there(cast, forum, who):
    (row,) = invited(cast, forum, secretary(cast))

    assert browser(getattr(cast, who)).get(reverse("invitations.mine", args=[row.pk])).status_code == 404


def test_a_guest_with_an_address_gets_a_mail_with_the_entry_for_their_calendar(cast, forum, mail_is_on):
    (row,) = invited(cast, forum, Invitation(name="张三", email="zhang@example.cn"))
    move(cast, forum, "cancel")

    assert [send_next(), send_next(), send_next()] == [True, True, False]

    first, second = mail.outbox
    entries = [Calendar.from_ical(sent.attachments[0].get_payload(decode=True)) for sent in (first, second)]
    assert notices(cast) == [("张三", "invited", "told", "mail"), ("张三", "cancelled", "told", "mail")]
    assert (first.to, f"https://huiguan.example.cn/i/{row.token}/" in first.body) == (["zhang@example.cn"], True)
    assert [str(entry["METHOD"]) for entry in entries] == ["REQUEST", "CANCEL"]
    assert len({str(entry.walk("VEVENT")[0]["UID"]) for entry in entries}) == 1
    assert [sent.attachments[0].get_content_type() for sent in (first, second)] == ["text/calendar"] * 2


def test_a_mail_that_was_refused_for_good_is_said_and_can_be_made_up_for(cast, forum, mail_is_on, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    invited(cast, forum, Invitation(name="张三", email="zhang@example.cn"))
    for minutes in range(0, 300, 10):
        with clock.standing_at(TODAY + timedelta(minutes=minutes)):
            send_next()

    page = browser(cast.clerk).get(reverse("notices.of", args=[forum.pk])).content.decode()

    assert "邮件没有送到，请换个办法告诉" in page


@pytest.mark.parametrize("email", ["", "zhang@example.cn"])
def test_everybody_else_is_told_by_somebody_who_ticks_them_off(cast, forum, email):
    """Also those with an address, where no mail is set up."""
    (row,) = invited(cast, forum, Invitation(name="张三", email=email))
    page, client = reverse("notices.of", args=[forum.pk]), browser(cast.clerk)
    notice = client.get(page).context["groups"][0]["rows"][0]

    said = submit(client, page, {"rows": [notice.pk], "step": "tell"}, follow=True).content.decode()

    assert notice.text.splitlines() == [
        "张三：您好！诚邀您参加“银杏节恳谈会”。",
        "时间：2024年7月1日 09:00",
        "地点：三楼会议室",
        "主办：甲县工商业联合会",
        f"请答复（不用账号，能来不能来都可以）：http://testserver/i/{row.token}/",
    ]
    assert ("已记下：告诉了 1 位" in said, notices(cast)) == (True, [("张三", "invited", "told", "hand")])


def test_what_was_ticked_by_mistake_can_be_put_back(cast, forum):
    invited(cast, forum, Invitation(name="张三"), Invitation(name="李四"))
    page, client = reverse("notices.of", args=[forum.pk]), browser(cast.clerk)
    with cast.work():
        first, second = Notice.objects.all()
    submit(client, page, {"rows": [first.pk], "step": "tell"})
    submit(client, page, {"rows": [second.pk], "step": "drop"})
    between = waiting(cast)

    submit(client, page, {"rows": [first.pk], "step": "untell"})
    submit(client, page, {"rows": [second.pk], "step": "recall"})

    assert (between, waiting(cast)) == ([], [("张三", "invited"), ("李四", "invited")])


@pytest.mark.parametrize(
    "sent", [{"step": "tell"}, {"step": "tell", "rows": ["999"]}, {"step": "made-up", "rows": ["1"]}]
)
def test_a_form_that_says_nothing_changes_nothing(cast, forum, sent):
    invited(cast, forum, Invitation(name="张三"))

    page = submit(browser(cast.clerk), reverse("notices.of", args=[forum.pk]), sent)

    assert (page.status_code, waiting(cast)) == (422, [("张三", "invited")])


# what is said when


def test_a_cancelled_activity_tells_everybody_who_was_invited_and_frees_nothing_else(cast, forum):
    a, b, _c, d = invited(cast, forum, *(Invitation(name=name) for name in "甲乙丙丁"))
    with cast.work():
        actions.invite(forum, [Invitation(name="没有发出")], by=cast.clerk)
        actions.reply(a, "accepted", by=cast.system, seats=3)
        actions.reply(b, "declined", by=cast.system)
        perform(d, "withdraw", by=cast.clerk)
        Participation.objects.create(activity=forum, name="甲")

    move(cast, forum, "cancel", why="台风")

    assert waiting(cast) == [("甲", "cancelled"), ("乙", "cancelled"), ("丙", "cancelled")]
    with cast.work():
        left = [(row.state, row.seats) for row in Invitation.objects.all()]
        came = Participation.objects.count()
    assert left == [("accepted", 3), ("declined", 1), ("sent", 1), ("withdrawn", 1), ("drafted", 1)]
    assert came == 1


def test_the_words_to_a_group_hold_nobodys_link(cast, forum):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    move(cast, forum, "cancel")

    group = browser(cast.clerk).get(reverse("notices.of", args=[forum.pk])).context["groups"][0]

    assert group["to_all"].splitlines() == [
        "各位好！原定2024年7月1日 09:00的“银杏节恳谈会”取消了，不用来了，抱歉给您添麻烦。",
        "主办：甲县工商业联合会",
    ]
    assert row.token not in group["to_all"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("place", "县委党校", True), ("starts", "2024-07-02T09:00", True), ("title", "银杏恳谈", False)],
)
def test_guests_are_told_when_it_is_held_elsewhere_or_at_another_time(cast, forum, field, value, told):
    invited(cast, forum, Invitation(name="张三"), secretary(cast))
    with cast.work():
        perform(Notice.objects.first(), "tell", by=cast.clerk)

    said = submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {field: value}, follow=True)

    changed = [(who, state) for who, occasion, state, _way in notices(cast) if occasion == "changed"]
    assert changed == ([("张三", "waiting"), ("秘某", "told")] if told else [])
    assert ("系统告诉了 1 位客人；1 位要您告诉" in said.content.decode()) == told


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2024-05-31T09:00", "", []),
        ("2024-05-31T09:00", "2024-05-31T17:00", []),
        ("2024-05-31T09:00", "2024-06-02T17:00", [("张三", "changed")]),  # it still goes on
        ("2024-06-02T09:00", "", [("张三", "changed")]),
    ],
)
def test_nobody_is_told_that_the_times_of_what_is_over_were_put_right(cast, forum, starts, ends, told):
    invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        perform(Notice.objects.get(), "tell", by=cast.clerk)

    submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {"starts": starts, "ends": ends})

    assert waiting(cast) == told


@pytest.mark.parametrize(
    ("waits", "then", "left"),
    [
        ("invited", "changed", ["invited"]),  # its words are those of today
        ("invited", "reminded", ["invited"]),
        ("invited", "cancelled", ["cancelled"]),
        ("changed", "cancelled", ["cancelled"]),
        ("changed", "changed", ["changed"]),
        ("reminded", "coming_up", ["coming_up"]),
        ("reopened", "changed", ["reopened"]),
        ("reopened", "cancelled", ["cancelled"]),
    ],
)
def test_only_the_newest_waits(cast, forum, waits, then, left):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    with cast.work():
        perform(Notice.objects.get(), "tell", by=cast.clerk)
        announce([row], waits, by=cast.clerk, number=71)

        announce([row], then, by=cast.clerk, number=72)

    assert [occasion for _who, occasion in waiting(cast)] == left


def test_a_withdrawn_invitation_is_told_to_those_only_who_had_heard_of_it(cast, forum):
    heard, unheard = invited(cast, forum, Invitation(name="甲"), Invitation(name="乙"))
    with cast.work():
        perform(Notice.objects.get(invitation=heard), "tell", by=cast.clerk)

        for row in (heard, unheard):
            perform(row, "withdraw", by=cast.clerk)

    assert waiting(cast) == [("甲", "withdrawn")]


def test_whoever_moves_up_is_told(cast, forum):
    (row,) = invited(cast, forum, secretary(cast))
    with cast.work():
        perform(row, "queue", by=cast.system)
        actions.promote(row, by=cast.clerk)

    assert notices(cast)[-1] == ("秘某", "promoted", "told", "inbox")


def test_what_was_held_leaves_nobody_to_be_told(cast, forum):
    invited(cast, forum, Invitation(name="张三"))

    move(cast, forum, "hold", happened=TODAY)

    assert notices(cast) == [("张三", "invited", "dropped", "")]


def test_an_activity_that_is_on_again_says_so(cast, forum):
    invited(cast, forum, secretary(cast))

    move(cast, forum, "cancel")
    move(cast, forum, "reopen")

    assert [(n[1], n[2]) for n in notices(cast)] == [("invited", "told"), ("cancelled", "told"), ("reopened", "told")]


@pytest.mark.parametrize(
    ("story", "left"),
    [
        ("cancel reopen", ["invited"]),  # heard neither: is still to be invited
        ("cancel drop reopen", ["invited"]),
        ("cancel reopen cancel reopen", ["invited"]),
        ("cancel tell reopen", ["reopened"]),
        ("tell cancel reopen", []),  # heard of the invitation, and never that it was off
        ("tell cancel tell reopen", ["reopened"]),
        ("tell cancel tell reopen cancel reopen", ["reopened"]),
        ("tell move cancel reopen", ["changed"]),
        ("tell move tell cancel reopen", []),
        ("tell cancel tell reopen tell cancel", ["cancelled"]),
        ("reply cancel reopen", []),
    ],
)
def test_whoever_did_not_hear_that_it_was_off_is_told_what_they_had_not_heard_before(cast, forum, story, left):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    for step in story.split():
        with cast.work():
            if step in ("tell", "drop"):
                perform(Notice.objects.get(state="waiting"), step, by=cast.clerk)
            elif step == "reply":
                actions.reply(row, "accepted", by=cast.system)
        if step == "move":
            submit(browser(cast.clerk), reverse("activities.edit", args=[forum.pk]), {"place": "二楼"})
        elif step in ("cancel", "reopen"):
            move(cast, forum, step)

    assert [occasion for _who, occasion in waiting(cast)] == left


def test_an_invitation_that_comes_back_goes_out_by_itself_where_it_can(cast, forum, mail_is_on):
    (row,) = invited(cast, forum, Invitation(name="张三"))
    move(cast, forum, "cancel")
    with cast.work():
        row.email = "zhang@example.cn"
        row.save()

    move(cast, forum, "reopen")

    assert (notices(cast)[0], send_next(), mail.outbox[0].to) == (
        ("张三", "invited", "told", "mail"),
        True,
        ["zhang@example.cn"],
    )


def test_whoever_the_house_reaches_hears_each_time_that_it_is_off(cast, forum):
    invited(cast, forum, secretary(cast))

    for name in ("cancel", "reopen", "cancel", "reopen"):
        move(cast, forum, name)

    assert [(n[1], n[2]) for n in notices(cast)[1:]] == [("cancelled", "told"), ("reopened", "told")] * 2
