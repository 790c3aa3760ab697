"""The files of an appeal. They hang behind the veil: who may not know who raised it does not see them either."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import attaching
from huiguan.kernel.desks import Desk
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rules import Rule, condition, holds
from huiguan.mechanisms.appeals.models import Appeal, AppealState, Filing
from huiguan.mechanisms.appeals.queries.veil import looks_of
from huiguan.mechanisms.appeals.rules import voices_it

EARLY = (AppealState.FILED, AppealState.INCOMPLETE)
sees_filing = holds("appeals.view")
adds_files = holds("appeals.view") & holds("appeals.file", _("由提出的企业或工作人员添加"))


is_not_taken_up = condition(
    lambda filing: filing.appeal.state in EARLY,
    Q(appeal__state__in=EARLY),
    _("受理以后，材料由提出的企业自己移走"),
)
is_of_the_filer = Rule(
    lambda by, filing: voices_it(by, filing.appeal if filing else None),
    lambda by, model: Q(appeal__in=Appeal.objects.filter(voices_it.q(by, Appeal)).order_by().values("pk")),
)
is_voiced_by_nobody = condition(
    lambda filing: filing.organization_id is None and filing.through_id is None,
    Q(organization=None, through=None),
    _("受理以后，材料由提出的企业自己移走"),
)
takes_files_off = adds_files & (is_not_taken_up | is_of_the_filer | is_voiced_by_nobody)


class FilingDesk(attaching.Attaching, Desk):
    """Nothing but files: how an appeal came is shown on its own page."""

    model = Filing
    name = "filings"
    title = _("诉求的材料")
    pages = attaching.PAGES
    posted = Desk.posted | attaching.POSTED
    rules = attaching.rules(sees_filing, adds_files) | dict.fromkeys(("detach", "reattach"), takes_files_off)

    def get_queryset(self):
        """What is within reach, and what this person has looked at today, having said why."""
        return Filing.objects.select_related("appeal") | self.looked_at()

    def looked_at(self):
        tenant = self.request.tenant
        looks = looks_of(self.request.user, tenant)
        with reaching(whole(tenant)):
            return Filing.objects.filter(appeal__in=looks.values("object_id"))

    def noted_on(self, record):
        """The past of a demand tells of its files too."""
        return record.appeal

    def url_of(self, record):
        return reverse("appeals.detail", args=[record.appeal_id])

    def above(self, **kwargs):
        return reverse("appeals.list")


def shelf_of(filing: Filing, by) -> dict[str, Any]:
    """The files for the page of the appeal."""
    desk = FilingDesk()
    desk.record = filing
    desk.request = Asking(by)
    return desk.shelf()


class Asking:
    """As much of a request as a shelf looks at."""

    def __init__(self, user):
        self.user = user
