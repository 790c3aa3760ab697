"""Several activities under one name: a festival, a city week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.fields import PinyinKey, uuid7
from huiguan.kernel.models import NodeRecord
from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units

CODE_TAKEN = _("这个代号已经用过了")


class Programme(NodeRecord):
    """A festival or a city week: from–to, with hosts of its own; what is held in it are ordinary activities."""

    reach_to = ReachTo(
        "activities.view",
        node="node",
        **of_units("hosts__organization", "activities__hosts__organization"),
    )
    searched = ("title", "place")
    desk = "programmes"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(_("名称"), max_length=120)
    pinyin = PinyinKey(source="title")
    code = models.SlugField(_("代号"), max_length=40, blank=True)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    purpose = models.TextField(_("主题与目的"), blank=True)
    outcome = models.TextField(_("总结"), blank=True)

    class Meta(NodeRecord.Meta):
        ordering = ("-starts", "-pk")
        verbose_name = _("系列活动")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                condition=~models.Q(code=""),
                name="programme_code_once_a_tenant",
                violation_error_message=CODE_TAKEN,
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="programme_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def stage(self) -> str:
        """Whether it is still to come, on, or over, by the calendar alone."""
        today = clock.today()
        if today < self.starts:
            return "ahead"
        return "on" if today <= self.ends else "over"
