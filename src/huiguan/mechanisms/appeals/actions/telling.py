"""Who hears of what happens to an appeal. What is said to a unit never says who raised it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from huiguan.kernel.models import Grant, User
from huiguan.kernel.notices import nearest, responsible
from huiguan.kernel.telling import tell
from huiguan.kernel.words import labelled
from huiguan.mechanisms.appeals.models import Appeal, Escalation
from huiguan.mechanisms.appeals.queries import units_of
from huiguan.mechanisms.appeals.queries.veil import filing_for_the_house
from huiguan.mechanisms.appeals.rules import approves, handles
from huiguan.register.models import Organization


def users_of_unit(unit: Organization) -> list[User]:
    return _holders("appeals.answer", unit)


def users_of_filer(appeal: Appeal, *, with_chamber: bool = True) -> list[User]:
    """The logins of whoever raised it, and of the chamber that did so for them."""
    filing = filing_for_the_house(appeal)
    bodies = filter(None, (filing.organization, filing.through if with_chamber else None))
    return list(dict.fromkeys(user for body in bodies for user in _holders("appeals.rate", body)))


def _holders(word: str, body: Organization) -> list[User]:
    over = Q(subject_id=body.pk)
    if body.own_node_id:
        over |= Q(node=body.own_node_id)
    grants = Grant.in_force().filter(over, tenant_id=body.tenant_id, word=word, user__is_active=True)
    return list({grant.user_id: grant.user for grant in grants.select_related("user").order_by("user")}.values())


def tell_office(appeal: Appeal, what, note: str = "", *, rule=handles) -> None:
    _tell(nearest(responsible(rule, appeal)), appeal, "appeals.filed", what, note)


def tell_approvers(appeal: Appeal, note: str) -> None:
    tell_office(appeal, _("延期待审批"), note, rule=approves)


def tell_units(appeal: Appeal, what, note: str = "", *, only_lead: bool = False) -> None:
    for one in units_of(appeal):
        if one.is_lead or not only_lead:
            _tell(users_of_unit(one.unit), appeal, "appeals.assigned", what, note)


def tell_former(appeal: Appeal, unit: Organization, what) -> None:
    """A unit from which it is taken: the letter leads nowhere, for from now on it does not read the appeal."""

    def say() -> tuple[str, str]:
        return labelled(appeal, what), appeal.title

    key = f"appeals.assigned:former:{appeal.pk}:{appeal.version}:{unit.pk}"
    tell(users_of_unit(unit), key=key, say=say)


def tell_filer(appeal: Appeal, what, note: str = "", *, with_chamber: bool = True) -> None:
    """Of what is hidden under the title that they gave it themselves."""
    title = filing_for_the_house(appeal).title if appeal.is_hidden else ""
    _tell(users_of_filer(appeal, with_chamber=with_chamber), appeal, "appeals.answered", what, note, title)


def tell_leader(escalation: Escalation) -> None:
    user = escalation.person.user
    _tell([user] if user else [], escalation.appeal, "appeals.escalated", _("请您过问"), escalation.text)


def _tell(users: list[User], appeal: Appeal, kind: str, what, note: str, title: str = "") -> None:
    """The title is the one that units read, if no other is given."""

    def say() -> tuple[str, str]:
        return labelled(appeal, what), "\n\n".join(filter(None, [title or appeal.title, note]))

    tell(users, key=f"{kind}:appeal:{appeal.pk}:{appeal.version}:{what}", say=say, about=appeal)
