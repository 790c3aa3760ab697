"""What everybody may read of an appeal that was solved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import uuid7
from huiguan.mechanisms.appeals.models.appeals import Appeal, OfAppeal


class Consent(models.TextChoices):
    """How whoever raised it agreed that it is told without their name."""

    RATING = "rating", _("评价时勾选了同意")
    PHONE = "phone", _("电话里同意")
    WRITTEN = "written", _("书面同意")


class Release(OfAppeal):
    """A solved appeal as it is told in public: in words that name nobody. Gone when it is taken up again."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="release", editable=False)
    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(_("公开的标题"), max_length=80)
    asked = models.TextField(_("企业提的是什么"))
    done = models.TextField(_("怎么解决的"))
    consent = models.CharField(_("提出的企业怎样同意的"), max_length=8, choices=Consent)
    on = models.DateTimeField(_("公开时间"), editable=False)

    class Meta(OfAppeal.Meta):
        ordering = ("-on", "-pk")
        verbose_name = _("公开的案例")
