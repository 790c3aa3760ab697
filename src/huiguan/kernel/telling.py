"""Telling people: written in the transaction of the act itself, so that neither happens without the other.

``tell`` says one thing to some users under a key. Whoever was told the same key before is not told again, and nobody
is told of what they have just done themselves.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.acting import current_actor
from huiguan.kernel.models import Delivery, Letter, Message, Muted, User
from huiguan.kernel.reach import current_reach, reaching
from huiguan.kernel.rooms import rooms
from huiguan.kernel.rules import anyone
from huiguan.kernel.standing_in import with_their_stand_ins
from huiguan.kernel.words import labelled

DUE = "due"


def kinds() -> dict[str, Any]:
    """Every kind of message with its label: those that rooms declare, and the deadlines of those that have flows."""
    found: dict[str, Any] = {}
    for room in rooms():
        found |= room.notices or {}
        if any(flow.waits for flow in room.flows):
            found[f"{room.name}.{DUE}"] = labelled(room.label, _("到期提醒"))
    return found


def tell(
    users: Iterable[User],
    *,
    key: str,
    say: Callable[[], tuple[str, str]],
    about: Any = None,
    link: str = "",
    calendar: Callable[[User], str] = lambda user: "",
) -> list[Message]:
    """Each user, and whoever stands in for them, once for this key; ``say`` gives subject and text in each language.

    What stands before the first colon of the key is the kind of the message. ``calendar`` gives the iCalendar that goes
    with the mail of a user.
    """
    kind = key.partition(":")[0]
    if kind not in kinds():
        raise LookupError(f"no room declares messages of the kind {kind}")
    tenant_id = about.tenant_id if about is not None else current_reach().tenant.pk
    told = []
    with transaction.atomic():
        for user, absent in with_their_stand_ins(users, tenant_id):
            if user == current_actor() or user.is_system or not user.is_active:
                continue
            with translation.override(user.language or settings.LANGUAGE_CODE):
                subject, text = say()
            message, made = Message.objects.get_or_create(
                tenant_id=tenant_id,
                user=user,
                key=key,
                defaults={
                    "in_stead_of": absent,
                    "kind": kind,
                    "subject": str(subject)[:200],
                    "text": str(text),
                    "calendar": calendar(user),
                    "link": link or page_of(about),
                    "label": about.label() if about is not None else "",
                    "object_id": about.pk if about is not None else None,
                    "made": clock.now(),
                },
            )
            if made:
                told.append(message)
                if wants_mail(user, kind):
                    Delivery.objects.create(message=message, next_try=message.made)
    return told


def write(to: str, *, key: str, subject: str, text: str, tenant: Any, calendar: str = "") -> Letter:
    """A letter to an address that belongs to nobody with an account, once for this key; on its way if mail is on."""
    words = {"to": to, "subject": str(subject)[:200], "text": str(text), "calendar": calendar, "made": clock.now()}
    with transaction.atomic():
        letter, made = Letter.objects.get_or_create(tenant=tenant, key=key, defaults=words)
        if made and settings.MAIL_IS_ON:
            Delivery.objects.create(letter=letter, next_try=letter.made)
    return letter


def wants_mail(user: User, kind: str) -> bool:
    return settings.MAIL_IS_ON and bool(user.email) and not Muted.objects.filter(user=user, kind=kind).exists()


def page_of(record) -> str:
    """The page of the record of which a message tells, if it has one."""
    try:
        return reverse(f"{type(record).desk}.detail", args=[record.pk]) if record is not None else ""
    except (AttributeError, NoReverseMatch):
        return ""


def unread(by: User, tenant) -> int:
    return Message.objects.filter(user=by, tenant=tenant, seen_at=None).count()


def open_to(by: User, messages: Iterable[Message]) -> set[int]:
    """The numbers of those messages whose record this user may open today; all that tell of no record, and those of
    a room that is switched off, whose records nobody can open.

    One query for each kind of record, within the reach of ``by``.
    """
    wanted: dict[tuple[Any, str], dict[int, list[int]]] = {}
    found = set()
    for message in messages:
        if message.label and _model_of(message):
            of_kind = wanted.setdefault((message.tenant, message.label), {})
            of_kind.setdefault(message.object_id, []).append(message.pk)
        else:
            found.add(message.pk)
    for (tenant, label), by_record in wanted.items():
        model = apps.get_model(label)
        with reaching(by.reach(tenant)):
            rows = model.objects.filter(_rule_of(model).q(by, model), pk__in=by_record)
            found |= {pk for record in rows.values_list("pk", flat=True) for pk in by_record[record]}
    return found


def link_of(message: Message) -> str:
    """Where it leads; nothing while the room that told it is switched off."""
    is_here = message.kind in kinds() and (not message.label or _model_of(message))
    return message.link if is_here else ""


def _model_of(message: Message) -> Any:
    try:
        return apps.get_model(message.label)
    except LookupError:
        return None


def _rule_of(model):
    """The rule of the page that shows one record of this kind; reach alone where there is no such page."""
    desks = (desk for room in rooms() for desk in room.desks if getattr(desk, "model", None) is model)
    return next((desk.rules["detail"] for desk in desks if "detail" in desk.rules), anyone)
