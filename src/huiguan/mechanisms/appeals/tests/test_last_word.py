"""Only the firm says that it is over: it hears what the office enters for it, and nothing is put away behind it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, NotNow, perform
from huiguan.kernel.models import Message, Step
from huiguan.mechanisms.appeals.contributions import cards
from huiguan.mechanisms.appeals.models import Answer, Appeal, Escalation, Profile, Rating, StageLimit
from huiguan.mechanisms.appeals.tests.conftest import PLAIN, answering
from tests.cast import again, browser, filled, submit


def move(appeal, name: str) -> str:
    return reverse("appeals.move", args=[appeal.pk, name])


def told(user) -> list[str]:
    return [one.subject for one in Message.objects.filter(user=user).order_by("pk")]


def test_the_office_withdraws_nothing_that_was_answered(cast, appeal_in):
    appeal = appeal_in("answered")

    for name in ("withdraw", "withdraw_for"):
        with pytest.raises((NotAllowed, NotNow)):
            perform(appeal, name, by=cast.clerk, why="算了")
    assert Appeal.objects.get(pk=appeal.pk).state == "answered"


def test_a_firm_reads_that_the_office_entered_its_withdrawal(cast, appeal_in, clerk):
    appeal = appeal_in("handling")

    submit(clerk, move(appeal, "withdraw_for"), {"whom": "联某", "asked_at": "2026-03-02T09:00", "why": "自己修好了"})

    step = Step.of(appeal).last()
    assert (step.move, step.by, step.answers.get("whom")) == ("withdraw_for", cast.clerk, None)
    assert any("登记了撤回" in title for title in told(cast.tea_contact))


def test_a_call_is_not_older_than_the_answer(cast, appeal_in, clerk):
    appeal = appeal_in("answered")
    said = {"score": "satisfied", "whom": "联某"}

    early = submit(clerk, move(appeal, "confirm_by_phone"), {**said, "called_at": "2026-03-01T09:00"})
    right = submit(clerk, move(appeal, "confirm_by_phone"), {**said, "called_at": "2026-03-02T09:00"})

    assert (early.status_code, list(early.context["form"].errors), right.status_code) == (422, ["called_at"], 302)
    assert "whom" not in Step.of(appeal).last().answers
    assert any("电话里的评价" in title for title in told(cast.tea_contact))
    page = clerk.get(reverse("appeals.detail", args=[appeal.pk])).content.decode()
    assert f"{cast.clerk}打给联某" in page


def test_a_firm_that_was_misunderstood_takes_it_up_again(cast, appeal_in):
    appeal = perform(
        appeal_in("answered"), "confirm_by_phone", by=cast.clerk, score="satisfied", whom="联某", called_at=clock.now()
    )

    assert perform(appeal, "reopen", by=cast.tea_contact, why="没有说过满意").state == "handling"


def test_of_what_is_hidden_only_whoever_may_look_speaks_with_the_firm(cast, appeal_in):
    appeal = appeal_in("answered", is_hidden=True)
    said = {"score": "satisfied", "whom": "联某", "called_at": clock.now()}

    with pytest.raises(NotAllowed):
        perform(appeal, "confirm_by_phone", by=cast.admin, **said)
    assert perform(appeal, "confirm_by_phone", by=cast.clerk, **said).state == "confirmed"


def test_a_rating_is_of_the_answer_that_was_on_the_page(cast, appeal_in):
    """The answer was sent back and given anew while the firm had the page open: it sees that, and decides."""
    appeal, firm = appeal_in("answered"), browser(cast.tea_contact)
    page = firm.get(move(appeal, "confirm"))
    appeal = perform(appeal, "return_answer", by=cast.clerk, why="没有依据")
    perform(appeal, "answer", by=cast.tax_handler, **answering("暂不可行", text="不办了"))

    late = again(firm, move(appeal, "confirm"), page, {"score": "satisfied", "words": "很好，谢谢"})

    assert (late.status_code, Rating.objects.count()) == (422, 0)
    said = late.content.decode()
    assert ("不办了" in said, "很好，谢谢" in said) == (True, True)
    after = firm.post(move(appeal, "confirm"), filled(late) | {"score": "dissatisfied", "words": "不能接受"})
    assert (after.status_code, Rating.objects.get().answer) == (302, Answer.objects.latest("pk"))


@pytest.mark.parametrize(
    ("name", "sent"),
    [("answer", {"text": "我们去看过 了"}), ("redo", {"why": "还是没有修"}), ("confirm", {"words": "还没有说完的话"})],
)
def test_what_was_typed_too_late_is_not_lost(cast, appeal_in, name, sent):
    appeal, people = appeal_in("handling" if name == "answer" else "answered"), {"answer": cast.tax_handler}
    client = browser(people.get(name, cast.tea_contact))
    page = client.get(move(appeal, name))
    if name == "answer":
        perform(appeal, "answer", by=cast.clerk, **answering())
    else:
        perform(appeal, "return_answer", by=cast.clerk, why="没有依据")

    late = again(client, move(appeal, name), page, sent)

    assert (late.status_code, [text for text in sent.values() if text not in late.content.decode()]) == (409, [])


def test_an_extension_asked_too_late_keeps_what_was_typed(cast, appeal_in):
    appeal, client = appeal_in("handling"), browser(cast.tax_handler)
    with clock.standing_at(clock.at(date(2026, 3, 30))):
        answer = submit(client, move(appeal, "ask_extension"), {"days": "2", "reason": "还要 测量"})

    assert (answer.status_code, "还要 测量" in answer.content.decode()) == (422, True)
    assert "已经过了" in str(answer.context["form"].non_field_errors())


def test_who_grants_an_extension_reads_what_is_asked(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "ask_extension", by=cast.tax_handler, days=3, reason="要现场测量")

    page = browser(cast.chair).get(move(appeal, "grant_extension")).content.decode()

    assert ("要现场测量" in page, "3 个工作日" in page) == (True, True)


def test_what_the_office_enters_for_a_unit_says_so_and_the_unit_hears(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "answer", by=cast.clerk, **answering())
    own = perform(appeal_in("handling"), "answer", by=cast.tax_handler, **answering())

    assert [Answer.objects.get(appeal=one).is_by_office for one in (appeal, own)] == [True, False]
    assert any("代您单位登记了答复" in title for title in told(cast.tax_handler))
    page = browser(cast.tea_contact).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()
    assert "工商联代为登记" in page


def test_a_leader_says_a_word_and_it_no_longer_waits_for_them(cast, appeal_in):
    appeal = perform(
        appeal_in("handling"), "escalate", by=cast.clerk, person=cast.people["county_leader"], text="请协调"
    )
    before = len(cards(cast.county_leader))
    perform(appeal, "heed", by=cast.county_leader, text="请住建局本周去看")

    said = Escalation.objects.get()
    assert (before, len(cards(cast.county_leader)), said.words) == (1, 0, "请住建局本周去看")
    assert any("领导批示" in title for title in told(cast.clerk))
    firm = browser(cast.tea_contact).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()
    assert ("请协调" in firm, "请住建局" in firm.split("动态")[0]) == (False, False)


def test_without_a_limit_for_it_a_silent_firm_is_waited_for_a_month(cast, appeal_in):
    StageLimit.objects.get(profile=Profile.objects.get(name=PLAIN), stage="confirm").delete()
    appeal = appeal_in("answered", profile=PLAIN)
    answered = timezone.localdate(Answer.objects.get().on)
    tried = {}
    for days in (29, 31):
        with clock.standing_at(clock.at(answered + timedelta(days=days))):
            try:
                tried[days] = perform(appeal, "close_unconfirmed", by=cast.clerk, why="联系不上").state
            except NotAllowed:
                tried[days] = "not yet"

    assert tried == {29: "not yet", 31: "closed"}


def test_a_chamber_hears_of_what_it_filed_for_a_member(cast, raised):
    appeal = raised(through=cast.tea, channel="chamber")
    perform(appeal, "decline", by=cast.clerk, why="不归我们管")

    assert any("没有受理" in title for title in told(cast.tea_secretary))
