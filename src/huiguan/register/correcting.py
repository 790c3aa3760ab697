"""Verbs of corrections: a firm proposes one, and whoever keeps its file takes it over."""

from django.utils.translation import gettext as _

from huiguan.kernel.fields import Unreadable
from huiguan.kernel.flow import NotAllowed, entered
from huiguan.register.models import Contact, Correction, Organization


def propose(
    organization: Organization, proposed: dict, *, by, contact: Contact | None = None, phone: str = "", note: str = ""
) -> Correction:
    facts = {"proposed": proposed, "phone": phone, "note": note}
    correction = Correction(organization=organization, contact=contact, **facts)
    with entered(correction, by=by):
        correction.save()
    return correction


def take_over(correction: Correction, *, by) -> None:
    """Into the file, by the ordinary way: the change log says what was different and who took it over."""
    if isinstance(correction.phone, Unreadable):
        raise NotAllowed(_("更正里的号码无法解密，请不采用这一条，让企业重新提交"))
    if correction.is_of_a_contact:
        target = correction.contact or Contact(organization=correction.organization)
    else:
        target = correction.organization
    for name, value in correction.proposed.items():
        setattr(target, name, value)
    if correction.phone:
        target.phone = correction.phone
    target.save()
    if correction.is_of_a_contact:
        correction.contact = target
