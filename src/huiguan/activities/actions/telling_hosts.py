"""Those who hold an activity together hear of it: that they stand among the hosts, and what changes."""

from collections.abc import Container, Iterable
from typing import Any

from django.db import transaction

from huiguan.activities import voices, wording
from huiguan.activities.answering import who_answers
from huiguan.activities.models import Activity, Host, Invitation
from huiguan.activities.models.notices import KIND
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.telling import tell


def put_among(host: Host, *, by: Any) -> None:
    """A host of an activity, new or in another part; of what is to come, whoever speaks for it is told."""
    with transaction.atomic(), acting(by):
        host.save()
        if _is_told(host, host.activity) and host.activity.starts > clock.now():
            tell(
                voices.of(host.organization),
                key=f"{KIND}:host:{host.pk}:{host.version}",
                say=lambda: wording.as_host(host),
                about=host.activity,
            )


def told(
    activity: Activity, occasion: str, guests: Iterable[Invitation], *, by: Any, besides: Container[int] = ()
) -> None:
    """All hosts but the one at whose place the activity is kept, once for each version of it; not who is told of it as
    a guest, nor ``besides`` the organizations that are told of it as visited."""
    told = {user for invitation in guests for user in who_answers(invitation)}
    with acting(by):
        for host in Host.objects.filter(activity=activity).select_related("organization"):
            if _is_told(host, activity) and host.organization_id not in besides:
                tell(
                    [user for user in voices.of(host.organization) if user not in told],
                    key=f"{KIND}:hosts:{activity.pk}:{occasion}:{activity.version}",
                    say=lambda: (wording.subject(occasion, activity), wording.to_all(occasion, activity)),
                    about=activity,
                )


def _is_told(host: Host, activity: Activity) -> bool:
    """Whoever keeps the activity has written it themselves."""
    return host.organization.own_node_id != activity.node_id
