"""What lies behind the veil: who raised an appeal, in which words, on which occasion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.fields import EncryptedTextField
from huiguan.mechanisms.appeals.models.appeals import Appeal, OfAppeal
from huiguan.mechanisms.appeals.models.reach import ReachBehindTheVeil


class FilerKind(models.TextChoices):
    FIRM = "firm", _("企业")
    CHAMBER = "chamber", _("商会")
    NON_MEMBER = "non_member", _("非会员企业")
    INVESTOR = "investor", _("签约投资者")
    PERSON = "person", _("个人")


class Channel(models.TextChoices):
    WEB = "web", _("网上提出")
    CHAMBER = "chamber", _("商会代提")
    VISIT = "visit", _("走访")
    TURN = "turn", _("轮值活动")
    FORUM = "forum", _("座谈")
    HOTLINE = "hotline", _("热线电话")
    LETTER = "letter", _("来信来访")
    LINK = "link", _("领导联系")
    REFERRAL = "referral", _("上级或 12345 转办")


class Filing(OfAppeal):
    """How an appeal came: who raised it, in their own words, on which occasion; its files hang here."""

    reach_to = ReachBehindTheVeil.along("appeal__")
    desk = "filings"

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="filing", editable=False)
    kind = models.CharField(_("谁提的"), max_length=12, choices=FilerKind, default=FilerKind.FIRM)
    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    for_whom = models.CharField(_("单位或个人（不在册）"), max_length=80, blank=True)
    through = models.ForeignKey(
        "register.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("由哪个商会代提"),
    )
    channel = models.CharField(_("来源"), max_length=10, choices=Channel, default=Channel.WEB)
    occasion = models.ForeignKey(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("在哪次活动上提的"),
    )
    contact = models.CharField(_("联系人"), max_length=40, blank=True)
    phone = EncryptedTextField(_("联系电话"), blank=True)
    title = models.CharField(_("事由（原话）"), max_length=80)
    text = models.TextField(_("诉求内容（原话）"))

    class Meta(OfAppeal.Meta):
        verbose_name = _("诉求的提出")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | ~models.Q(for_whom=""),
                name="filing_says_for_whom",
                violation_error_message=_("请选单位；不在册的写名称"),
            )
        ]

    @property
    def filer(self) -> str:
        return str(self.organization or self.for_whom)


class Addition(OfAppeal):
    """What whoever raised it said later, asked for it or not; the files that came with it hang on the filing."""

    reach_to = ReachBehindTheVeil.along("appeal__")

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="additions", editable=False)
    on = models.DateTimeField(_("什么时候"))
    text = models.TextField(_("补充说明"))

    class Meta(OfAppeal.Meta):
        ordering = ("on", "pk")
        verbose_name = _("补充说明")
