"""Contacts that were arranged with those to whom the leader is not linked any more on that day."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiguan.activities import voices, wording
from huiguan.activities.actions import drop_visit
from huiguan.activities.models import ActivityState, Host
from huiguan.kernel.flow import perform
from huiguan.kernel.models import User
from huiguan.kernel.telling import tell
from huiguan.mechanisms.liaison.actions.gatherings import title_of
from huiguan.mechanisms.liaison.models import Contact, Talk
from huiguan.mechanisms.liaison.rules import keeps_contact
from huiguan.mechanisms.liaison.visits import visits_of


def let_go(contact: Contact, gone: Iterable[Talk], *, by, why: str) -> None:
    """It is called off, with its activity; where it is with others too it takes place without these."""
    talks, gone = list(Talk.objects.filter(contact=contact).select_related("target__organization")), list(gone)
    left = [one for one in talks if one not in gone]
    if not left:
        perform(contact, "call_off", by=by if keeps_contact(by, contact) else User.system(), why=why)
        return
    for talk in gone:
        _take_out(contact, talk, by=by)
    activity = contact.activity
    if activity is not None and activity.title == title_of(contact, [one.target for one in talks]):
        activity.title = title_of(contact, [one.target for one in left])
        activity.save()


def _take_out(contact: Contact, talk: Talk, *, by) -> None:
    """Whoever was asked whether a visit suits them, or told that they are among the hosts, hears that it is off."""
    activity, organization = contact.activity, talk.target.organization
    talk.delete()
    if activity is None or organization is None or activity.state != ActivityState.PLANNED:
        return
    visits = visits_of(activity, [talk.target])
    for visit in visits:
        drop_visit(visit, by=by)
    for host in Host.objects.filter(activity=activity, organization=organization, is_lead=False):
        host.delete()
        if not visits:
            tell(
                voices.of(organization),
                key=f"liaison.off:{contact.pk}:{organization.pk}",
                say=lambda: (_("“%(activity)s”不用来了") % _facts(contact), _said(contact)),
            )


def _said(contact: Contact) -> str:
    said = _("%(who)s不再联系你们，原定%(when)s的“%(activity)s”你们不用来了，抱歉给你们添麻烦。")
    return said % _facts(contact)


def _facts(contact: Contact) -> dict[str, str]:
    activity = contact.activity
    return {"who": contact.linker.titled, "when": wording.when(activity), "activity": activity.title}
