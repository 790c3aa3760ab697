"""Mails on their way: sent by the worker, at least once, each with one name of its own.

A delivery is claimed before the sending begins. A worker that is killed in between leaves it claimed; five minutes
later it is sent again under the same Message-ID, so that a mail server or a reader that has it already can tell.
"""

import hashlib
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, SafeMIMEText
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.failures import place_of
from huiguan.kernel.models import Delivery, Letter, Message, User
from huiguan.kernel.telling import kinds, link_of, open_to, wants_mail
from huiguan.kernel.words import labelled

CLAIMED_FOR = timedelta(minutes=5)
TRIES = 8  # the last some two hours after the first
LONGEST_WAIT = timedelta(minutes=2 ** (TRIES - 2))
SALT = "huiguan.mute"
METHOD = re.compile(r"^METHOD:([A-Z]+)", re.M)
WAITING, CLAIMED, SENT, FAILED = Delivery.State


def send_next() -> bool:
    """Sends one mail that is ready; says whether there was one."""
    delivery = claimed() if settings.MAIL_IS_ON else None
    if delivery is None:
        return False
    try:
        if not _is_wanted(delivery.message):
            delivery.delete()  # muted, or out of their reach, since it was written
            return True
        (mail(delivery.message) if delivery.message else posted(delivery.letter)).send()
    except Exception as failure:
        _try_later(delivery, failure)
    else:
        _close(delivery, state=SENT, sent_at=clock.now(), error="")
    return True


def _is_wanted(message: Message | None) -> bool:
    """A letter was written to somebody who cannot mute it here: whoever wrote it answers for it."""
    return message is None or (
        wants_mail(message.user, message.kind) and message.pk in open_to(message.user, [message])
    )


def claimed() -> Delivery | None:
    """The next delivery that is ready, now ours: of two workers that reach for it one comes too late."""
    ready = Delivery.objects.filter(_is_ready(now := clock.now()))
    for pk in list(ready.values_list("pk", flat=True)[:5]):
        if ready.filter(pk=pk).update(state=CLAIMED, claimed_at=now, tries=F("tries") + 1):
            return Delivery.objects.select_related("message__user", "message__tenant", "letter__tenant").get(pk=pk)
    return None


def _is_ready(now: datetime) -> Q:
    """Moments further ahead than we ever write were written by a clock that was wrong."""
    waited = Q(next_try__lte=now) | Q(next_try__gt=now + 2 * LONGEST_WAIT)
    abandoned = Q(claimed_at__lt=now - CLAIMED_FOR) | Q(claimed_at__gt=now + CLAIMED_FOR)
    return Q(state=WAITING) & waited | Q(state=CLAIMED) & abandoned


def _try_later(delivery: Delivery, failure: Exception) -> None:
    """After a minute, two, four …; the eighth failure is the last."""
    if delivery.tries >= TRIES:
        _close(delivery, state=FAILED, error=place_of(failure)[:200])
        return
    wait = timedelta(minutes=2 ** (delivery.tries - 1))
    _close(delivery, state=WAITING, next_try=clock.now() + wait, error=place_of(failure)[:200])


def _close(delivery: Delivery, **values) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(**values)


def mail(message: Message) -> EmailMessage:
    """The message as a mail, in the language of its reader."""
    with translation.override(message.user.language or settings.LANGUAGE_CODE):
        off = settings.SITE_URL + reverse("mute", args=[mute_token(message.user, message.kind)])
        why = _("不想再收到这一类邮件（%(kind)s）：%(url)s") % {"kind": kinds().get(message.kind, ""), "url": off}
        made = EmailMessage(
            subject=labelled(message.tenant, message.subject).replace("\n", " "),
            body=f"{as_text(message)}\n\n-- \n{why}\n",
            to=[message.user.email],
            headers={"Message-ID": message_id(message), "List-Unsubscribe": f"<{off}>"},
        )
        return _with_calendar(made, message.calendar)


def posted(letter: Letter) -> EmailMessage:
    """The letter as a mail, in the language of the books."""
    with translation.override(settings.LANGUAGE_CODE):
        why = _("这封信由%(unit)s发出；不想再收到，请告诉发信的单位") % {"unit": letter.tenant}
        name = _name_of(letter.tenant.code, "letter", letter.key)
        made = EmailMessage(
            subject=labelled(letter.tenant, letter.subject).replace("\n", " "),
            body=f"{letter.text}\n\n-- \n{why}\n",
            to=[letter.to],
            headers={"Message-ID": name},
        )
        return _with_calendar(made, letter.calendar)


def _with_calendar(made: EmailMessage, calendar: str) -> EmailMessage:
    """An iCalendar as a part of its own; its method stands in the type, or programs show a mere file (RFC 6047)."""
    if calendar:
        method = METHOD.search(calendar)
        part = SafeMIMEText(calendar, "calendar", "utf-8")
        part.set_param("method", method[1] if method else "PUBLISH")
        part.add_header("Content-Disposition", "attachment", filename="invitation.ics")
        made.attach(part)
    return made


def as_text(message: Message) -> str:
    """What can be copied into a chat: the words, and where to find more."""
    link = link_of(message)
    return "\n\n".join(filter(None, [message.subject, message.text, link and settings.SITE_URL + link]))


def message_id(message: Message) -> str:
    """The same for every sending of the same message."""
    return _name_of(message.tenant.code, str(message.user_id), message.key)


def _name_of(*parts: str) -> str:
    name = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]
    return f"<{name}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2] or 'huiguan'}>"


def mute_token(user: User, kind: str) -> str:
    return signing.dumps([user.pk, kind], salt=SALT)


def muted_by(token: str) -> tuple[User, str] | None:
    """Whose mails of which kind a link in a mail stops; nothing if we did not write it."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, kind) if user else None
