"""Those who link, in the posts that they hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import PersonKey
from huiguan.kernel.models import Record
from huiguan.kernel.reach import ReachTo
from huiguan.kernel.words import bracketed
from huiguan.mechanisms.liaison.models.schemes import MOST, LinkScheme
from huiguan.register.tables import industries


class Level(models.TextChoices):
    COUNTY = "county", _("县级领导")
    CITY = "city", _("市级领导")
    DEPARTMENT = "department", _("部门负责人")
    TOWNSHIP = "township", _("乡镇（街道）负责人")
    FEDERATION = "federation", _("工商联班子成员")
    STAFF = "staff", _("工作人员")


class Linker(Record):
    """Somebody who links under a scheme, in the post that they hold meanwhile: one row for each post.

    What they know about (trades, kinds of chambers, townships) is asked when links are given out.
    """

    reach_to = ReachTo("liaison.view", node="scheme__node")
    searched = ("name", "post")
    desk = "linkers"

    scheme = models.ForeignKey(LinkScheme, models.CASCADE, related_name="linkers", editable=False)
    person = models.ForeignKey(
        "register.Person", models.PROTECT, related_name="links_as_leader", verbose_name=_("领导")
    )
    name = models.CharField(max_length=40, editable=False)  # as they were called then; found by it
    pinyin = PersonKey(source="name")
    level = models.CharField(_("层级"), max_length=12, choices=Level, default=Level.COUNTY)
    post = models.CharField(_("职务"), max_length=60, help_text=_("例如：副县长"))
    officer = models.ForeignKey(
        "register.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="links_as_officer",
        verbose_name=_("联络员"),
        help_text=_("替领导登记联系记录、收提醒的人"),
    )
    trades = models.CharField(_("分管的行业门类"), max_length=20, blank=True)
    sectors = models.ManyToManyField(
        "register.LocalSector", blank=True, related_name="+", verbose_name=_("分管的本地行业")
    )
    chamber_types = models.ManyToManyField(
        "register.ChamberType", blank=True, related_name="+", verbose_name=_("熟悉的商会类型")
    )
    townships = models.ManyToManyField(
        "register.Region", blank=True, related_name="+", verbose_name=_("联系的乡镇（街道）")
    )
    least = models.PositiveSmallIntegerField(
        _("最少联系"), null=True, blank=True, help_text=_("和方案规定的一样就不填")
    )
    most = models.PositiveSmallIntegerField(_("最多联系"), null=True, blank=True)
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    took_over = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="handed_to"
    )

    class Meta(Record.Meta):
        ordering = ("pinyin", "pk")
        verbose_name = _("联系领导")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="linker_ends_after_it_starts",
                violation_error_message=_("止期不能早于起期"),
            ),
            models.CheckConstraint(
                condition=models.Q(least=None) | models.Q(most=None) | models.Q(most__gte=models.F("least")),
                name="linker_least_to_most",
                violation_error_message=_("最多联系的不能少于最少联系的"),
            ),
            models.CheckConstraint(
                condition=(models.Q(least=None) | models.Q(least__lte=MOST))
                & (models.Q(most=None) | models.Q(most__lte=MOST)),
                name="linker_links_in_bounds",
                violation_error_message=_("每位领导最多联系 100 个"),
            ),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="linker_level_known"),
            models.UniqueConstraint(
                fields=["tenant", "scheme", "person"],
                condition=models.Q(ends=None),
                name="linker_once_a_scheme",
                violation_error_message=_("这位领导已经在方案里了；换了职务的，先把原来的一条写上止期"),
            ),
        ]

    def save(self, *args, **kwargs):
        self.name = self.person.name
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name

    @property
    def byline(self) -> str:
        return self.post

    @property
    def titled(self) -> str:
        """秦怀远（副县长）."""
        return bracketed(self.name, self.post)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """How many links at least and at most: their own where it is said, else the scheme's."""
        least = self.scheme.least if self.least is None else self.least
        most = self.scheme.most if self.most is None else self.most
        return least, most

    @property
    def trade_names(self) -> list[str]:
        return [industries.SECTIONS[code] for code in self.trades]
