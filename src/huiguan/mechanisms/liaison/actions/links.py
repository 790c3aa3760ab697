"""Links by hand: begun, ended, handed over with the post; and whom a scheme may link to at all."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from huiguan.kernel.acting import acting
from huiguan.kernel.days import on_day
from huiguan.kernel.flow import NotAllowed, entered, noted
from huiguan.mechanisms.liaison.actions.gatherings import VISITS, come_in_stead
from huiguan.mechanisms.liaison.actions.letting_go import let_go
from huiguan.mechanisms.liaison.models import (
    Contact,
    ContactState,
    Link,
    Linker,
    LinkScheme,
    LinkTarget,
    Question,
    QuestionState,
    Receipt,
    ReceiptState,
)
from huiguan.mechanisms.liaison.queries import arranged_under
from huiguan.register.models import Organization, Person

ONE_DAY = timedelta(days=1)


def take_in(scheme: LinkScheme, organizations: Iterable[Organization], *, by, starts: date) -> list[LinkTarget]:
    """These may be linked from a day on; whoever may be already is left as they are."""
    made = []
    with transaction.atomic(), acting(by):
        LinkScheme.objects.select_for_update().order_by("pk").get(pk=scheme.pk)
        known = set(
            LinkTarget.objects.filter(scheme=scheme, ends=None, project="").values_list("organization", flat=True)
        )
        for one in organizations:
            if one.pk not in known:
                target = LinkTarget(scheme=scheme, organization=one, starts=starts)
                target.save()
                made.append(target)
    return made


def link(linker: Linker, target: LinkTarget, *, by, starts: date, ends: date | None = None) -> Link:
    """A link made by hand. Raises ``NotAllowed`` where the two are linked on one of these days already."""
    with transaction.atomic(), acting(by):
        Linker.objects.select_for_update().order_by("pk").get(pk=linker.pk)
        if overlapping(linker, target, starts, ends):
            raise NotAllowed(_("这一对在这段时间里已经在联系了"))
        made = Link(linker=linker, target=target, starts=starts, ends=ends, by_hand=True, reasons=[["by_hand"]])
        with entered(made, by=by):
            made.save()
    return made


def overlapping(linker: Linker, target: LinkTarget, starts: date, ends: date | None) -> bool:
    rows = Link.objects.filter(linker=linker, target=target)
    if ends is not None:
        rows = rows.filter(starts__lte=ends)
    return any(row.ends is None or row.ends >= starts for row in rows)


def end_link(one: Link, *, by, on: date, why: str) -> Link:
    """The link ends with that day; what was done in it stays, and what was arranged for later is called off."""
    with transaction.atomic(), acting(by):
        later = list(arranged_under(one).filter(on__gt=max(on, one.starts)))
        one.ends, one.end_reason = max(on, one.starts), why
        one.save()
        noted(one, "end", by=by, why=why)
        for contact in later:
            talks = [talk for talk in contact.talks.all() if talk.target_id == one.target_id]
            let_go(contact, talks, by=by, why=_("联系结束了：%(why)s") % {"why": why})
    return one


def hand_over(
    linker: Linker, *, by, to: Person, post: str, on: date, why: str, officer: Person | None = None
) -> Linker:
    """The post passes to another from a day on, with every link, and with all that is still open: questions without
    an answer, notices unread, contacts that were arranged. What the leader did stays theirs."""
    if on <= linker.starts:
        raise NotAllowed(_("交接要在 %(day)s（接手那天）以后") % {"day": linker.starts})
    if linker.person_id == to.pk:
        raise NotAllowed(_("接手的和交出的是同一个人"))
    last = on - ONE_DAY
    with transaction.atomic(), acting(by):
        linker = Linker.objects.select_for_update().order_by("pk").get(pk=linker.pk)
        if linker.ends is not None and linker.ends < on:
            raise NotAllowed(_("这位领导的联系 %(day)s 已经结束") % {"day": linker.ends})
        known = Linker.objects.filter(on_day(on), scheme=linker.scheme, person=to).first()
        ends = linker.ends
        linker.ends = last
        linker.save()
        new = known or _in_the_post(linker, to, post, on, ends, officer)
        for old in Link.objects.filter(linker=linker).exclude(ends__lt=on):
            _pass_on(old, new, on, why, by)
        _pass_on_what_is_open(linker, new, on)
        come_as(new, by=by)
        noted(linker, "hand_over", by=by, why=f"{new.titled} {why}".strip())
    return new


def come_as(linker: Linker, *, by) -> None:
    """Those to whom they are still to come read who comes, and in which post."""
    rows = Contact.objects.filter(linker=linker, state=ContactState.PLANNED, kind__in=VISITS)
    with transaction.atomic(), acting(by):
        for contact in rows.exclude(activity=None).select_related("activity"):
            activity = contact.activity
            if activity.visitor != linker.titled:
                activity.visitor = linker.titled
                activity.save()


def _in_the_post(linker: Linker, to: Person, post: str, on: date, ends: date | None, officer: Person | None) -> Linker:
    new = Linker(
        scheme=linker.scheme,
        person=to,
        level=linker.level,
        post=post,
        officer=officer or linker.officer,
        trades=linker.trades,
        least=linker.least,
        most=linker.most,
        starts=on,
        ends=ends,
        took_over=linker,
    )
    new.save()
    for name in ("sectors", "chamber_types", "townships"):
        getattr(new, name).set(getattr(linker, name).all())
    return new


def _pass_on(old: Link, new: Linker, on: date, why: str, by) -> None:
    ends, target = old.ends, old.target
    if old.starts >= on:  # had not begun: it is the new leader's from its first day
        old.delete()
        starts, came_from = max(old.starts, on), None
    else:
        old.ends, old.end_reason = on - ONE_DAY, why
        old.save()
        starts, came_from = on, old
    if not overlapping(new, target, starts, ends):
        made = Link(linker=new, target=target, starts=starts, ends=ends, by_hand=True, took_over=came_from)
        made.reasons = [["handed_over"]]
        with entered(made, by=by):
            made.save()


def _pass_on_what_is_open(linker: Linker, new: Linker, on: date) -> None:
    questions = Question.objects.filter(linker=linker, state=QuestionState.ASKED)
    for row in [*questions, *Receipt.objects.filter(linker=linker, state=ReceiptState.UNREAD)]:
        row.linker = new
        row.save()
    for contact in Contact.objects.filter(linker=linker, state=ContactState.PLANNED, on__gte=on):
        come_in_stead(contact, new)
