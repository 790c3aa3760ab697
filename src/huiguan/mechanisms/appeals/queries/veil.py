"""The one way to what lies behind the veil: no other file of this room reads a filing off its appeal."""

import re

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from huiguan.kernel import clock
from huiguan.kernel.models import Step, Tenant, User
from huiguan.kernel.monogram import core_of
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.tokens import normalised
from huiguan.mechanisms.appeals.models import Addition, Appeal, Filing

FORMER = re.compile("[、，,；;]")  # between several former names
FILLERS = "\u115f\u1160"  # letters of Hangul that show nothing
LOOK = "unveil"  # the step that a look behind the veil leaves
MAY_LOOK = "appeals.unveil"


def filing_within_reach(appeal: Appeal) -> Filing | None:
    """How it came, as far as the reach of the current work goes."""
    return Filing.objects.filter(appeal=appeal).select_related("organization", "through", "occasion").first()


def filings_within_reach(appeals) -> dict[int, Filing]:
    """The same for a page of a list, in one query."""
    rows = Filing.objects.filter(appeal__in=[one.pk for one in appeals])
    return {one.appeal_id: one for one in rows.select_related("organization", "through")}


def with_filer(appeals: QuerySet) -> QuerySet:
    """Each with the name of who raised it, as far as the reach goes; what is veiled comes empty."""
    filings = Filing.objects.filter(appeal=OuterRef("pk"))
    filer = Coalesce(NullIf(F("for_whom"), Value("")), F("organization__name"))
    return appeals.annotate(filer=Subquery(filings.annotate(filer=filer).values("filer")[:1]))


def with_own_title(appeals: QuerySet) -> QuerySet:
    """What is hidden under the title that it was given, for whoever raised it: nobody else reaches that."""
    hidden = Filing.objects.filter(appeal=OuterRef("pk"), appeal__is_hidden=True)
    return appeals.annotate(own_title=Coalesce(Subquery(hidden.values("title")[:1]), F("title")))


def of_the_same_filer(appeal: Appeal) -> QuerySet[Appeal]:
    """What else was raised by the same in the open, as far as the reach of the current work goes."""
    filing = filing_within_reach(appeal)
    if filing is None:
        return Appeal.objects.none()
    whose = {"organization": filing.organization} if filing.organization else {"for_whom": filing.for_whom}
    theirs = Filing.objects.filter(**whose).exclude(appeal=appeal)
    return Appeal.objects.filter(is_hidden=False, pk__in=theirs.order_by().values("appeal"))


def of_the_category_first(appeals: QuerySet, category) -> QuerySet:
    cases = [When(category=category, then=Value(0))] if category else []
    return appeals.order_by(Case(*cases, default=Value(1)), "-filed_at", "-pk")


def filing_for_the_house(appeal: Appeal) -> Filing:
    """For the house's own work, such as telling whoever filed it; never to be shown to anybody."""
    with reaching(whole(appeal.tenant)):
        return Filing.objects.select_related("organization", "through").get(appeal=appeal)


def additions_for_the_house(appeal: Appeal) -> list[Addition]:
    """What was said later, for whoever has looked behind the veil."""
    with reaching(whole(appeal.tenant)):
        return list(Addition.objects.filter(appeal=appeal))


def names_in(filing: Filing, text: str) -> list[str]:
    """What in a text says who raised it, however it is written. A single character is a word like any other."""
    body, found = filing.organization, [filing.for_whom, filing.contact, filing.phone]
    if body:
        found += [body.name, body.short, *FORMER.split(body.former), body.uscc, body.legal_rep, body.address]
    if filing.through:  # whose members are few
        found += [filing.through.name, filing.through.short]
    cores = [core_of(name) for name in (filing.for_whom, body.name if body else "")]
    found += [core for core in cores if len(core) > 2]
    words = _bare(text)
    return [one for one in dict.fromkeys(found) if len(bare := _bare(one or "")) > 1 and bare in words]


def _bare(text: str) -> str:
    """Letters and figures alone, half width, lower case, Simplified: what stands between them hides no name."""
    return "".join(one for one in normalised(text) if one.isalnum() and one not in FILLERS)


def has_looked(appeal: Appeal, by: User) -> bool:
    """Whether this person has said today why they look: for the rest of the day they need not say it again."""
    return looks_of(by, appeal.tenant).filter(object_id=appeal.pk).exists()


def looks_of(by: User, tenant: Tenant) -> QuerySet[Step]:
    """Those of today, as long as this person may look."""
    if not by.scope(MAY_LOOK, tenant):
        return Step.objects.none()
    today = clock.at(clock.today(), 0)
    return Step.objects.filter(tenant=tenant, label=Appeal.label(), move=LOOK, by=by, recorded_at__gte=today)


def seen_by(appeal: Appeal, by: User) -> Filing | None:
    """What this person may be shown of it: what is within their reach, or what they have looked at today."""
    found = filing_within_reach(appeal)
    if found is None and has_looked(appeal, by):
        return filing_for_the_house(appeal)
    return found
