"""What is put right or changed afterwards: what it moves, and what stays as it was."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Attachment, Message
from huiguan.mechanisms.appeals import actions, jobs
from huiguan.mechanisms.appeals.models import Appeal, Category, Clock, CommonProblem, Profile
from huiguan.mechanisms.appeals.queries.veil import filing_for_the_house
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, SHANDONG, accepting, assigning, move, page
from tests.cast import browser, submit, token_of

NEW = reverse("appeals.create")


def forwarding(appeal) -> list[str]:
    return [one.outcome for one in Clock.objects.filter(appeal=appeal, stage="forward").order_by("pk")]


def amended(appeal, cast, category: str) -> Appeal:
    said = {"title": "货款", "text": "有企业反映货款被拖欠", "level": "ordinary", "tags": ""}
    return perform(appeal, "amend", by=cast.clerk, category=Category.objects.get(name=category), **said)


def test_what_turns_out_to_be_arrears_is_timed_from_then_and_what_turns_out_to_be_none_is_not(cast, appeal_in):
    found = []
    appeal = appeal_in("accepted")
    for category in ("拖欠账款", "其他", "拖欠账款"):
        appeal = amended(appeal, cast, category)
        found.append(forwarding(appeal))

    assert found == [[""], ["dropped"], ["dropped", ""]]


def test_the_hours_of_a_profile_that_change_later_move_nothing_that_runs(cast, appeal_in):
    profile = Profile.objects.get(name=PLAIN)
    limit = profile.limits.get(stage="answer")
    limit.amount, limit.unit, limit.in_office_hours = 6, "hour", True
    limit.save()
    profile.hours = [["09:00", "12:00"]]
    profile.save()
    appeal = appeal_in("handling", PLAIN)
    before = Clock.objects.get(appeal=appeal, stage="answer").due_at

    profile.hours = [["09:00", "09:10"]]
    profile.save()
    jobs.reckon_anew()

    assert Clock.objects.get(appeal=appeal, stage="answer").due_at == before


@pytest.mark.parametrize(
    ("state", "name"), [("assigned", "change_unit"), ("objected", "reassign"), ("handling", "hand_over")]
)
def test_another_unit_is_another_unit(cast, appeal_in, clerk, state, name):
    appeal = appeal_in(state)

    answer = move(clerk, appeal, name, {"lead": cast.tax.pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["lead"])


@pytest.mark.parametrize(
    ("state", "name", "said"),
    [
        ("objected", "reassign", "异议已采纳，改由甲县住建局主办"),
        ("handling", "hand_over", "改由甲县住建局主办，您单位不用再办"),
    ],
)
def test_a_unit_hears_that_it_was_taken_from_it(cast, appeal_in, state, name, said):
    appeal = perform(appeal_in(state), name, by=cast.clerk, lead=cast.works)

    letter = Message.objects.get(user=cast.tax_handler, subject__contains=said)
    assert (appeal.number in letter.subject, letter.link) == (True, "")


def test_a_firm_cannot_have_withdrawn_before_it_asked(cast, raised, clerk):
    said = {"whom": "张某", "why": "不办了"}

    answers = [
        move(clerk, raised(), "withdraw_for", {**said, "asked_at": at})
        for at in ("2026-03-01T09:00", "2026-03-02T09:00")
    ]

    assert [answer.status_code for answer in answers] == [422, 302]
    assert list(answers[0].context["form"].errors) == ["asked_at"]


# files


def taken_off(user, appeal) -> bool:
    filing = filing_for_the_house(appeal)
    file = Attachment.of(filing).get()
    client = browser(user)
    token = token_of(client.get(reverse("appeals.detail", args=[appeal.pk])))
    client.post(reverse("filings.detach", args=[filing.pk, file.pk]), {"_once": token})
    file.refresh_from_db()
    return file.removed_at is not None


@pytest.mark.parametrize(
    ("state", "who", "expected"),
    [
        ("filed", "clerk", True),
        ("accepted", "clerk", False),
        ("accepted", "tea_contact", True),
        ("filed", "auditor", False),
    ],
)
def test_once_it_is_taken_up_only_whoever_raised_it_takes_files_off(cast, raised, state, who, expected):
    appeal = raised(files=[SimpleUploadedFile("合同.txt", "甲方".encode())])
    if state == "accepted":
        appeal = perform(appeal, "accept", by=cast.clerk, **accepting())

    assert taken_off(getattr(cast, who), appeal) is expected


def test_the_past_tells_who_took_a_file_off_and_behind_a_veil_neither_who_nor_which(cast, raised):
    read = {}
    for is_hidden in (False, True):
        appeal = raised(files=[SimpleUploadedFile("云雾合同.txt", b"x")], is_hidden=is_hidden)
        taken_off(cast.tea_contact, appeal)
        appeal = perform(appeal, "accept", by=cast.clerk, **accepting())
        appeal = perform(appeal, "assign", by=cast.clerk, **assigning(cast))
        said = page(browser(cast.tax_handler), appeal)
        read[is_hidden] = ("移走附件" in said, "云雾合同.txt" in said)

    assert read == {False: (True, True), True: (True, False)}


# one answer to all


def test_one_answer_reaches_what_stood_on_the_page_and_nothing_else(cast, appeal_in, raised, clerk):
    problem = CommonProblem.objects.create(node=cast.root, title="路", text="都坏了")
    first, second = appeal_in("handling"), appeal_in("handling")
    actions.gather(problem, by=cast.clerk, appeals=[first, raised()])
    url = reverse("problems.reply", args=[problem.pk])
    form = clerk.get(url).context["form"]
    stood = {"seen": form["seen"].value(), "text": "修", "ending": form.fields["ending"].queryset.first().pk}
    actions.gather(problem, by=cast.chair, appeals=[second])

    old = submit(clerk, url, stood)
    again = submit(clerk, url, {**stood, "seen": old.context["form"]["seen"].value()})

    assert (old.status_code, old.context["form"]["text"].value(), again.status_code) == (422, "修", 302)
    assert [Appeal.objects.get(pk=one.pk).state for one in (first, second)] == ["answered", "answered"]
    assert [str(one) for one in old.context["mind"]][-1].endswith("（待受理）")


# when it came, and by what it will be judged


def test_a_call_is_entered_with_its_hour_and_a_letter_without_one(cast, tables, clerk):
    said = {"title": "落地难", "text": "x", "for_whom": "某项目方", "kind": "investor", "channel": "hotline"}
    days = [
        {"received_on": "2026-02-27", "received_at": "10:20"},
        {"received_on": "2026-02-27"},
        {"received_at": "08:30"},
    ]
    late = submit(clerk, NEW, {**said, "received_at": "09:30"})

    for day in days:
        submit(clerk, NEW, {**said, **day})

    came = [timezone.localtime(one.filed_at) for one in Appeal.objects.order_by("pk")]
    shown = ["2026-02-27 00:00" in page(clerk, one) for one in Appeal.objects.all()]
    assert [f"{one:%m-%d %H:%M}" for one in came] == ["02-27 10:20", "02-27 00:00", "03-02 08:30"]
    assert (late.status_code, list(late.context["form"].errors), shown) == (422, ["received_at"], [False] * 3)


def test_before_it_is_accepted_the_limits_are_read_and_what_would_be_late_at_once(cast, raised, clerk):
    appeal = raised(received=clock.at(date(2026, 2, 24), 9))

    answer = clerk.get(reverse("appeals.move", args=[appeal.pk, "accept"]))

    labels = dict(answer.context["form"].fields["profile"].choices)
    assert [label for label in labels.values() if PLAIN in label] == [
        f"{PLAIN}（交办 1 工作日、签收 1 工作日、答复 10 工作日、企业确认 5 工作日）"
    ]
    assert [str(one) for one in answer.context["mind"] if SHANDONG in str(one)] == [
        f"按“{SHANDONG}”受理，联系企业一受理就逾期：从提出起算，已经过了"
    ]
