"""代办: a person names who stands in for them while they are away, and takes it back."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.forms import Form
from huiguan.kernel.models import Grant, StandIn, User
from huiguan.kernel.telling import tell

LONGEST = timedelta(days=366)


def colleagues(user: User, tenant) -> list[int]:
    """Who may stand in: for one's own firm others of the same firm; for everything else whoever holds a place too."""
    with user.holding_only(user):
        own = user.reach(tenant).own
    grants = Grant.in_force().filter(tenant=tenant, user__is_active=True, user__is_system=False)
    grants = grants.filter(subject_id__in=own) if own else grants.filter(node__isnull=False)
    return list(grants.exclude(user=user).values_list("user", flat=True).distinct())


class StandInForm(Form):
    stand_in = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("请谁代办"))
    starts = forms.DateField(label=gettext_lazy("从"))
    ends = forms.DateField(label=gettext_lazy("到"))

    def __init__(self, *args, tenant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = User.objects.filter(pk__in=colleagues(self.by, tenant)).order_by("name")
        self.fields["starts"].initial = clock.today()

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and starts < clock.today():
            self.add_error("starts", _("代办从今天或以后开始；已经过去的日子不能补"))
        if starts and ends and ends < starts:
            self.add_error("ends", _("止期不能早于起期"))
        elif starts and ends and ends - starts > LONGEST:
            self.add_error("ends", _("一次最长一年"))
        return cleaned


def name_stand_in(absent: User, tenant, *, stand_in: User, starts, ends) -> StandIn:
    """From the first day on the other holds what the absent one holds, and is told so at once."""
    row = StandIn.objects.create(tenant=tenant, absent=absent, stand_in=stand_in, starts=starts, ends=ends)

    def say() -> tuple[str, str]:
        words = {"absent": absent, "starts": starts, "ends": ends}
        return (
            _("%(absent)s请您代办：%(starts)s 至 %(ends)s") % words,
            _("这段时间里，等 %(absent)s 办的事也会等您办；您办的，记录里写明是代办") % words,
        )

    tell([stand_in], key=f"site.stand_in:{row.pk}", say=say)
    return row


def take_back(row: StandIn) -> None:
    """From this moment on nothing passes any more. The row stays: it says until when."""
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])


def of(user: User, tenant) -> dict[str, list[StandIn]]:
    """Today's and later ones: who stands in for this person, and for whom they do."""
    open_still = StandIn.objects.filter(tenant=tenant, ends__gte=clock.today(), ended_at=None)
    open_still = open_still.select_related("absent", "stand_in")
    return {"for_me": list(open_still.filter(absent=user)), "by_me": list(open_still.filter(stand_in=user))}
