"""Certificates are issued to those who came, with numbers that are given once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from huiguan.activities.actions.locking import locked
from huiguan.activities.models import Activity, ActivityState, Certificate, Participation
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow, entered
from huiguan.kernel.models import Tenant


def issue(activity: Activity, rows: Iterable[Participation], kind: str, *, by: Any) -> list[Certificate]:
    """One for each who has none yet, numbered on in the year in which the activity was held.

    Numbers are given under a lock on the tenant, so that two who issue at once do not meet; and under one on the
    activity, so that nobody is taken off its list meanwhile.
    """
    with transaction.atomic(), acting(by):
        if locked(activity).state != ActivityState.HELD:
            raise NotNow("certificates")
        Tenant.objects.select_for_update(no_key=True).get(pk=activity.tenant_id)
        year = timezone.localdate(activity.starts).year
        last = Certificate.everywhere.filter(tenant=activity.tenant_id, year=year).aggregate(last=Max("order"))["last"]
        with_one = set(
            Certificate.everywhere.filter(participation__activity=activity).values_list("participation", flat=True)
        )
        still_there = set(Participation.everywhere.filter(activity=activity).values_list("pk", flat=True))
        made = []
        for number, row in enumerate((row for row in rows if row.pk in still_there - with_one), start=(last or 0) + 1):
            certificate = Certificate(participation=row, kind=kind, year=year, order=number, issued_on=clock.today())
            with entered(certificate, by=by):
                certificate.save()
            made.append(certificate)
    return made
