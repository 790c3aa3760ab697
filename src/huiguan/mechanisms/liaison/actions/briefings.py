"""Notices of major decisions: sent, called back, taken note of, asked about."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.activities import voices
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotAllowed, entered, perform
from huiguan.kernel.telling import tell
from huiguan.mechanisms.liaison.actions.questions import tell_asked
from huiguan.mechanisms.liaison.models import Briefing, LinkTarget, Question, Receipt, ReceiptState
from huiguan.mechanisms.liaison.queries import links_on
from huiguan.mechanisms.liaison.rules import speaks_for_target


def send(briefing: Briefing, *, by, targets: Iterable[LinkTarget] | None = None) -> None:
    """To all who are linked under the scheme today, or to some of them; through the leader linked to each."""
    chosen = {one.pk for one in targets} if targets is not None else None
    links = links_on(clock.happened_on()).filter(linker__scheme=briefing.scheme).order_by("target__pinyin", "starts")
    receivers: dict[int, Receipt] = {}
    for link in links:
        if chosen is None or link.target_id in chosen:
            receivers.setdefault(link.target_id, Receipt(briefing=briefing, target=link.target, linker=link.linker))
    if not receivers:
        raise NotAllowed(_("今天没有联系中的商会或企业，发不出去；请先分工"))
    briefing.sent_on = clock.happened_on()
    known = {one.target_id: one for one in Receipt.objects.filter(briefing=briefing)}
    for target, receipt in receivers.items():
        receipt = known.get(target, receipt)
        if not receipt.pk:
            receipt.save()
        if receipt.state == ReceiptState.UNREAD:
            _tell(receipt, briefing)


def _tell(receipt: Receipt, briefing: Briefing) -> None:
    if receipt.target.organization:
        tell(
            voices.of(receipt.target.organization),
            key=f"liaison.briefed:{receipt.pk}:{briefing.version}",
            say=lambda: (_("决策通报：%(title)s") % {"title": briefing.title}, _said(briefing)),
            about=receipt,
        )


def _said(briefing: Briefing) -> str:
    until = _("请在 %(day)s 前阅知。") % {"day": briefing.read_by} if briefing.read_by else ""
    return f"{until}{briefing.text}"


def called_back(briefing: Briefing, *, by) -> None:
    """It is not theirs to read any more, and they are told so; who had read it stays known."""
    for receipt in Receipt.objects.filter(briefing=briefing).select_related("target__organization"):
        if receipt.target.organization:
            tell(
                voices.of(receipt.target.organization),
                key=f"liaison.briefed:{receipt.pk}:{briefing.version}:off",
                say=lambda: (
                    _("通报已撤回：%(title)s") % {"title": briefing.title},
                    _("请不要再按它办；改好以后会另发"),
                ),
                about=receipt,
            )


def unread(briefing: Briefing, *, by) -> None:
    for receipt in Receipt.objects.filter(briefing=briefing, state=ReceiptState.READ):
        receipt.state, receipt.read_on, receipt.how = ReceiptState.UNREAD, None, ""
        receipt.save()


def take_notice(receipt: Receipt, *, by, how: str = "", on: date | None = None) -> None:
    """They have read it, here or by the hand of whoever told them."""
    receipt.how, receipt.read_on = how or Receipt.How.HERE, on or clock.happened_on()


def ask_back(receipt: Receipt, *, by, text: str) -> Question:
    """A question back, on a notice: to the leader through whom it came. Who asks has read it."""
    question = Question(
        linker=receipt.linker, target=receipt.target, receipt=receipt, text=text, asked_on=clock.happened_on()
    )
    with transaction.atomic(), acting(by):
        with entered(question, by=by):
            question.save()
        tell_asked(question)
        if receipt.state == ReceiptState.UNREAD and speaks_for_target()(by, receipt):
            perform(receipt, "take", by=by)
    return question
