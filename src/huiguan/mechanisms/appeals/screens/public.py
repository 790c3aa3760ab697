"""Solved cases that were released for everybody: no account, nobody's name, and how much is solved beside them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiguan.kernel import clock
from huiguan.kernel.models import Tenant
from huiguan.kernel.numbers import whole as whole_number
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.appeals.models import AppealState, Category, Release
from huiguan.mechanisms.appeals.queries import last_answer
from huiguan.mechanisms.appeals.screens.rates import read_rates, year_of

AT_ONCE = 20


def _released() -> QuerySet[Release]:
    rows = Release.objects.filter(appeal__state=AppealState.CLOSED)
    return rows.select_related("appeal__category").order_by("-on", "-pk")


def _tenant(code: str) -> Tenant:
    """Where nothing was ever released there is no page, and nobody learns whether the code is one."""
    found = Tenant.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
def cases(request, code: str) -> HttpResponse:
    tenant = _tenant(code)
    with reaching(whole(tenant)):
        rows = _released()
        if not rows.exists():
            raise Http404
        categories = Category.objects.filter(appeal__release__in=rows.order_by().values("pk"))
        about = whole_number(request.GET.get("about"))
        counted = list(categories.annotate(count=Count("pk")).order_by("order", "pk"))
        chosen = next((one for one in counted if one.pk == about), None)
        paginator = Paginator(rows.filter(appeal__category=chosen) if chosen else rows, AT_ONCE)
        page = paginator.get_page(request.GET.get("page"))
        year = clock.today().year
        context = {
            "tenant": tenant,
            "total": sum(one.count for one in counted),
            "categories": counted,
            "chosen": chosen,
            "leaf": page,
            "leaves": list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
            "rates": [(year_of(of), read_rates(tenant, year_of(of))) for of in (year, year - 1)],
        }
        return _page(request, "cases", context)


@login_not_required
@require_safe
def case(request, code: str, public_id: UUID) -> HttpResponse:
    tenant = _tenant(code)
    with reaching(whole(tenant)):
        release = _released().filter(public_id=public_id).first()
        if release is None:
            raise Http404
        answer = last_answer(release.appeal)
        took = timezone.localdate(release.appeal.closing.on) - timezone.localdate(release.appeal.filed_at)
        context = {"tenant": tenant, "release": release, "answer": answer, "days": took.days}
        return _page(request, "case", context)


def _page(request, name: str, context: dict[str, Any]) -> HttpResponse:
    """Rendered while the reach of its tenant still holds."""
    return TemplateResponse(request, f"appeals/public/{name}.html", context).render()
