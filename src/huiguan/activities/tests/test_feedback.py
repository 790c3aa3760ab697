"""What guests say afterwards: by their own link, once, named or not, and nobody reads a name that was left off."""

from datetime import date

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Feedback, Invitation, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Change, Step
from tests.cast import browser, submit

DAY = date(2024, 5, 8)
WORDS = "讲得太长了"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def talk(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="恳谈会", node=cast.root, starts=clock.at(DAY))
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        rows = [Invitation(name=name) for name in ("张三", "李四", "王五", "赵六")]
        made, _twice = actions.invite(activity, [*rows, Invitation(person=cast.people["vice_chair"])], by=cast.clerk)
        for row in made[:3] + made[4:]:
            perform(row, "send", by=cast.clerk)
        came = [
            Participation(person=cast.people["vice_chair"], organization=cast.tea_firm),
            Participation(name="茶某", organization=cast.tea_firm),
            *(Participation(name=name) for name in ("张三", "李四", "王五")),
        ]
        actions.enter(activity, came, by=cast.clerk)
        return perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY))


def to(cast, talk, name: str) -> Invitation:
    with cast.work():
        return Invitation.objects.get(activity=talk, name=name)


def link(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def say(invitation: Invitation, gain: str = "some", **more):
    return Client().post(link(invitation), {"gain": gain, **more}, follow=True)


def kept() -> list[tuple]:
    rows = Feedback.everywhere.order_by("gain", "words")
    return [(row.gain, row.words, str(row.who) if row.who else "") for row in rows]


def panel(cast, talk, name: str = "clerk") -> str:
    page = browser(getattr(cast, name)).get(reverse("activities.detail", args=[talk.pk])).content.decode()
    _before, found, after = page.partition('aria-label="反馈"')
    return after.partition("</section>")[0] if found else ""


def test_a_guest_says_by_their_link_how_it_was_and_may_change_it(cast, talk):
    guest = to(cast, talk, "张三")

    first = say(guest, words=WORDS)
    say(guest, "much")

    assert (first.status_code, "谢谢，您说的已经记下" in first.content.decode()) == (200, True)
    assert kept() == [("much", "", "张三")]


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_nothing_is_asked_of_what_was_not_held(cast, talk, state):
    with cast.work():
        talk.refresh_from_db()
        perform(talk, "take_back", by=cast.clerk)
        if state == "cancelled":
            perform(talk, "cancel", by=cast.clerk, why="雨")

    page = say(to(cast, talk, "张三"))

    assert ("这次活动怎么样" in page.content.decode(), kept()) == (False, [])


def test_nothing_said_is_not_kept_and_the_form_says_so(cast, talk):
    page = Client().post(link(to(cast, talk, "张三")), {"words": WORDS})

    assert (page.status_code, list(page.context["form"].errors), kept()) == (422, ["gain"], [])


def test_whoever_was_not_asked_has_no_page(cast, talk):
    assert say(to(cast, talk, "赵六")).status_code == 404  # the invitation was never sent


def test_an_unnamed_opinion_leads_back_to_nobody(cast, talk):
    guest = to(cast, talk, "张三")
    say(guest, words=WORDS, is_unnamed="on")
    row = Feedback.everywhere.get()
    with cast.work():
        log = [(change.by, change.after) for change in Change.of(row)]

    assert (row.invitation, row.participation) == (None, None)
    assert [by.is_system for by, _after in log] == [True]
    assert [sorted(after) for _by, after in log] == [["activity", "gain", "is_unnamed", "words"]]
    with cast.work():
        assert Step.of(row).count() + Step.of(guest).filter(move="feedback").count() == 0


def test_the_link_of_an_unnamed_guest_shows_whoever_sent_it_nothing_of_what_they_said(cast, talk):
    guest = to(cast, talk, "张三")
    named = say(guest, words=WORDS)
    shows_own = WORDS in Client().get(link(guest)).content.decode()
    say(guest, words=WORDS, is_unnamed="on")
    silent = Client().get(link(to(cast, talk, "李四"))).content.decode()

    later = Client().get(link(guest)).content.decode()

    assert (named.status_code, shows_own, WORDS in later) == (200, True, False)
    assert ("已经记下" in later, "已经记下" in silent) == (False, False)


def test_whoever_takes_their_name_off_leaves_no_row_that_bore_it(cast, talk):
    guest = to(cast, talk, "张三")
    say(guest)
    first = Feedback.everywhere.get().pk

    say(guest, is_unnamed="on")
    say(guest, "none", is_unnamed="on")

    assert kept() == [("none", "", "")]
    assert Feedback.everywhere.get().pk != first


@pytest.mark.parametrize("first, then", [({}, {"is_unnamed": "on"}), ({"is_unnamed": "on"}, {})])
def test_nothing_in_the_log_joins_what_was_said_unnamed_to_the_name_it_was_said_by(cast, talk, first, then):
    guest = to(cast, talk, "张三")
    say(guest, "none", words=WORDS, **first)
    key = Feedback.everywhere.get().key

    say(guest, "none", **then)

    said = [change.before or change.after for change in Change.objects.filter(label=Feedback.label())]
    assert (len(said), Feedback.everywhere.get().key != key) == (3, True)
    assert [set(values) & {"key", "invitation", "participation"} for values in said] == [set()] * 3


def test_after_a_change_of_keys_an_opinion_is_still_found(cast, talk, settings):
    guest = to(cast, talk, "张三")
    say(guest, is_unnamed="on")

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        say(guest, "much", is_unnamed="on")

    assert kept() == [("much", "", "")]


def test_the_page_counts_answers_of_those_who_came_and_shows_the_words_without_an_average(cast, talk):
    say(to(cast, talk, "张三"), "much", words="下次再来")
    say(to(cast, talk, "李四"), "much")
    say(to(cast, talk, "王五"), "none", words=WORDS)

    shown = panel(cast, talk)

    assert "参加 5 位，收到看法 3 份" in shown
    assert ["2 / 3 份" in shown, "1 / 3 份" in shown, "0 / 3 份" in shown] == [True] * 3
    assert ["张三" in shown, "下次再来" in shown, WORDS in shown] == [True, True, True]


def test_an_unnamed_opinion_is_held_back_while_it_could_be_guessed(cast, talk):
    say(to(cast, talk, "张三"), "much", words="下次再来")
    say(to(cast, talk, "王五"), "none", words=WORDS, is_unnamed="on")

    shown = panel(cast, talk)

    assert ("下次再来" in shown, WORDS in shown, "1 / 1 份" in shown, "/ 2 份" in shown) == (True, False, True, False)
    assert "参加 5 位，收到看法 2 份" in shown


def test_the_named_do_not_help_to_bring_out_what_few_said_unnamed(cast, talk):
    for name in ("张三", "李四"):
        say(to(cast, talk, name), "none", words=f"{WORDS}，{name}说", is_unnamed="on")
    say(to(cast, talk, "王五"), "much", words="下次再来")
    with cast.work():
        guest = Invitation.objects.get(activity=talk, person=cast.people["vice_chair"])
    say(guest, "much")
    held_back = panel(cast, talk)

    say(guest, "some", words="坐得太久", is_unnamed="on")
    shown = panel(cast, talk)

    assert ["下次再来" in held_back, WORDS in held_back, "2 / 2 份" in held_back, "/ 4 份" in held_back] == [
        *(True, False, True, False)
    ]
    assert [f"{WORDS}，{name}说" in shown for name in ("张三", "李四")] == [True, True]
    assert ["坐得太久" in shown, "2 / 4 份" in shown, "副某" in shown] == [True, True, False]


def test_only_the_place_that_keeps_the_activity_reads_what_was_said(cast, talk):
    say(to(cast, talk, "张三"), words=WORDS)
    with cast.work():
        talk.refresh_from_db()
        talk.minutes_for = "guests"
        talk.save()

    found = [WORDS in panel(cast, talk, name) for name in ("clerk", "chair", "auditor", "tea_contact")]

    assert found == [True, True, True, False]


def row_of(cast, talk, **who) -> Participation:
    with cast.work():
        return Participation.objects.get(activity=talk, **who)


def test_a_firm_says_it_for_its_own_people_on_their_page(cast, talk):
    row = row_of(cast, talk, name="茶某")
    client = browser(cast.tea_contact)
    offered = reverse("participations.feedback", args=[row.pk])
    seen = offered in client.get(reverse("participations.detail", args=[row.pk])).content.decode()

    answer = submit(client, offered, {"gain": "some", "words": WORDS})

    with cast.work():
        by = Change.of(Feedback.objects.get()).get().by
    assert (seen, answer.status_code, kept(), by.is_system) == (True, 302, [("some", WORDS, "茶某")], True)
    assert "参加 5 位，收到看法 1 份" in panel(cast, talk)


def test_whoever_came_by_an_invitation_speaks_once_by_either_way(cast, talk):
    with cast.work():
        guest = Invitation.objects.get(activity=talk, person=cast.people["vice_chair"])
    say(guest, "much")

    submit(
        browser(cast.vice_chair),
        reverse("participations.feedback", args=[row_of(cast, talk, person=cast.people["vice_chair"]).pk]),
        {"gain": "plain"},
    )

    assert kept() == [("plain", "", "副某")]


def test_what_one_of_a_firm_said_unnamed_the_others_do_not_read(cast, talk):
    row = row_of(cast, talk, person=cast.people["vice_chair"])
    url = reverse("participations.feedback", args=[row.pk])
    submit(browser(cast.vice_chair), url, {"gain": "none", "words": WORDS, "is_unnamed": "on"})

    pages = [
        browser(cast.tea_contact).get(page).content.decode()
        for page in (url, reverse("participations.detail", args=[row.pk]))
    ]

    assert [WORDS in page for page in pages] == [False, False]
    assert kept() == [("none", WORDS, "")]


@pytest.mark.parametrize("name, code", [("clerk", 403), ("auditor", 403), ("tea_secretary", 404), ("stranger", 404)])
def test_nobody_else_speaks_for_whoever_came(cast, talk, name, code):
    row = row_of(cast, talk, name="茶某")

    assert browser(getattr(cast, name)).get(reverse("participations.feedback", args=[row.pk])).status_code == code


def test_after_it_was_held_the_staff_finds_the_link_with_words_that_ask_how_it_was(cast, talk):
    guest, client = to(cast, talk, "张三"), browser(cast.clerk)
    address = reverse("invitations.link", args=[guest.pk])
    listed = client.get(reverse("invitations.of", args=[talk.pk])).content.decode()

    shown = client.get(address).content.decode()

    assert (address in listed, "想听听您的看法" in shown, link(guest) in shown) == (True, True, True)
    assert reverse("invitations.link", args=[to(cast, talk, "赵六").pk]) not in listed


def test_who_said_something_stays_on_the_list_as_who_they_are(cast, talk):
    row, client = row_of(cast, talk, name="茶某"), browser(cast.clerk)
    submit(browser(cast.tea_contact), reverse("participations.feedback", args=[row.pk]), {"gain": "some"})

    edited = submit(client, reverse("participations.edit", args=[row.pk]), {"name": "别人"})
    gone = client.get(reverse("participations.delete", args=[row.pk]))
    many = client.get(reverse("participations.remove_many", args=[talk.pk]))

    assert (edited.status_code, "已有反馈，不能换成别人" in edited.content.decode()) == (422, True)
    assert (gone.status_code, "有证书或者反馈" in gone.content.decode()) == (422, True)
    assert row not in many.context["form"].fields["rows"].queryset
    with cast.work(), pytest.raises(NotAllowed):
        actions.take_off([row], by=cast.clerk)


def test_a_firm_does_not_read_who_of_another_stood_on_its_row_before(cast, talk):
    row = row_of(cast, talk, name="茶某")
    history = reverse("participations.history", args=[row.pk])
    page = browser(cast.tea_contact).get(reverse("participations.detail", args=[row.pk])).content.decode()

    codes = [browser(user).get(history).status_code for user in (cast.clerk, cast.auditor, cast.tea_contact)]

    assert (codes, history in page) == ([200, 200, 403], False)


@pytest.mark.parametrize(("readers", "shown"), [("hosts", False), ("guests", True)])
def test_whoever_came_reads_by_their_link_the_minutes_that_are_for_guests(cast, talk, readers, shown):
    with cast.work():
        talk.refresh_from_db()
        talk.minutes, talk.minutes_for = "定了三件事。", readers
        talk.save()

    page = Client().get(link(to(cast, talk, "张三"))).content.decode()

    assert ("定了三件事。" in page) == shown
