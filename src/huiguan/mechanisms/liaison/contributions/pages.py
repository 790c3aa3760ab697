"""What the links show on an organization's page, in its timeline, and of what happens in a period."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.activities.answering import awaited
from huiguan.activities.models import Activity
from huiguan.activities.queries import as_guests
from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import Happening, Panel
from huiguan.kernel.words import listed
from huiguan.mechanisms.liaison.models import Briefing, BriefingState, Contact, ContactState, Linker, Receipt
from huiguan.mechanisms.liaison.queries import arranged_to_the_hour, links_after, links_on, with_talks
from huiguan.mechanisms.liaison.rules import inspects, sees_card, sees_contact, sees_links, sees_receipt

SHOWN = 6
ICONS = {"visit": "footprints", "phone": "phone", "letter": "mail", "seminar": "messages-square"}


def panels(organization, by) -> list[Panel]:
    """Who is linked to this organization, today or from a later day on; the last contacts, as far as one reads them."""
    if not sees_links(by):
        return []
    today = clock.today()
    links = [
        one for rows in (links_on(today), links_after(today)) for one in rows.filter(target__organization=organization)
    ]
    contacts = list(with_talks(_contacts_with(organization, by)).order_by("-on", "-pk")[:SHOWN])
    if not links and not contacts:
        return []
    linkers = Linker.objects.filter(sees_card.q(by, Linker), pk__in=[link.linker_id for link in links])
    opened = set(linkers.values_list("pk", flat=True))
    context = {"links": [{"link": one, "opens": one.linker_id in opened} for one in links], "contacts": contacts}
    return [Panel(_("领导联系"), "liaison/panel.html", context, len(links))]


def _contacts_with(organization, by):
    with_it = Contact.objects.filter(talks__target__organization=organization)
    return Contact.objects.filter(sees_contact.q(by, Contact), state=ContactState.HELD, pk__in=with_it.values("pk"))


def timeline(organization, by) -> list[Happening]:
    contacts = list(_contacts_with(organization, by).select_related("linker", "activity").order_by("-on", "-pk"))
    by_the_hour = arranged_to_the_hour(contacts)
    found = [
        Happening(
            at=one.activity.starts if one.pk in by_the_hour else clock.at(one.on, 0),
            title=_("%(who)s%(kind)s") % {"who": one.linker, "kind": one.get_kind_display()},
            url=reverse("link_contacts.detail", args=[one.pk]),
            note=one.linker.post,
            icon=ICONS.get(one.kind, "handshake"),
            hue="sky",
            about=one.activity,
        )
        for one in contacts
    ]
    receipts = Receipt.objects.filter(sees_receipt.q(by, Receipt), target__organization=organization)
    receipts = receipts.filter(read_on__isnull=False).select_related("briefing").order_by("-read_on", "-pk")[:SHOWN]
    return found + [
        Happening(
            at=clock.at(one.read_on, 0),
            title=_("阅知通报：%(briefing)s") % {"briefing": one.briefing},
            url=reverse("receipts.detail", args=[one.pk]),
            icon="megaphone",
            hue="gold",
        )
        for one in receipts
    ]


def happenings(by, period: Period) -> list[Happening]:
    """Contacts, arranged and held, of which no activity tells this person; and notices that were sent."""
    days = (period.starts, period.ends)
    told = Q(activity__isnull=False) & (
        Q(activity__in=Activity.objects.order_by().values("pk"))
        | Q(activity__in=as_guests().order_by().values("activity"))
        | Q(activity__in=awaited(by).order_by().values("activity"))
    )
    rows = Contact.objects.filter(~told, sees_contact.q(by, Contact), on__range=days)
    found = [
        Happening(
            clock.at(one.on, 0),
            str(one),
            reverse("link_contacts.detail", args=[one.pk]),
            note=listed(filter(None, [one.get_state_display(), one.place])),
            icon=ICONS.get(one.kind, "handshake"),
            hue="sky",
        )
        for one in with_talks(rows.exclude(state=ContactState.CALLED_OFF)).order_by("on", "pk")
    ]
    sent = Briefing.objects.filter(inspects.q(by, Briefing), state=BriefingState.SENT, sent_on__range=days)
    return found + [
        Happening(
            clock.at(one.sent_on, 0),
            _("决策通报：%(title)s") % {"title": one},
            reverse("briefings.detail", args=[one.pk]),
            icon="megaphone",
            hue="gold",
        )
        for one in sent.order_by("sent_on", "pk")
    ]
