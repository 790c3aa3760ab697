"""An appeal is raised, under a number of its own."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, entered
from huiguan.kernel.models import Attachment, Node, Tenant
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.appeals.actions.clocking import time_forwarding, turn
from huiguan.mechanisms.appeals.actions.telling import tell_filer, tell_office
from huiguan.mechanisms.appeals.models import Appeal, Category, Filing, Profile
from huiguan.mechanisms.appeals.queries import usual_profile

HIDDEN_TITLE = "（隐名诉求）"


def file(
    *,
    by,
    node: Node,
    title: str,
    text: str,
    is_hidden: bool = False,
    category: Category | None = None,
    level: str = "ordinary",
    files: Iterable = (),
    received: datetime | None = None,
    **how,
) -> Appeal:
    """``how`` it came stands in its ``Filing``; of what is hidden the appeal itself says nothing yet. ``received`` is
    when it came, if that was earlier: its clocks begin then."""
    with reaching(whole(node.tenant)):
        profile = _profile_for(category)
    appeal = Appeal(node=node, category=category, level=level, profile=profile, is_hidden=is_hidden)
    appeal.title, appeal.text = (HIDDEN_TITLE, "") if is_hidden else (title, text)
    with entered(appeal, by=by, happened=received), reaching(whole(node.tenant)):
        appeal.filed_at = clock.happened()
        appeal.number = next_number(node.tenant, appeal.filed_at.year)
        appeal.save()
        filing = Filing(appeal=appeal, title=title, text=text, **how)
        filing.save()
        for one in files:
            Attachment.hang(filing, one)
        turn(appeal, "create")
        time_forwarding(appeal)
        tell_office(appeal, _("有新的诉求，待受理"))
        if filing.through:
            tell_filer(appeal, _("商会替您的单位提了诉求"), with_chamber=False)
    return appeal


def next_number(tenant: Tenant, year: int) -> str:
    """2026-0042: counted per tenant and year, without gaps. Whoever comes second waits for the first."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    prefix = f"{year}-"
    last = Appeal.objects.filter(number__startswith=prefix).count()
    return f"{prefix}{last + 1:04d}"


def _profile_for(category: Category | None) -> Profile:
    found = (category and category.profile) or usual_profile()
    if found is None:
        raise NotAllowed(_("还没有办理时限方案，请先在代码表里设一个"))
    return found
