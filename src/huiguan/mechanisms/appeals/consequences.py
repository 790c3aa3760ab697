"""What a move of an appeal brings about, as sentences, before it is made."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.words import minute
from huiguan.mechanisms.appeals.models import Appeal, Clock, Diverted, Release, Stage
from huiguan.mechanisms.appeals.queries import lead_of

FINAL = gettext_lazy("评价一经提交就不能再改，谁也改不了、删不掉")


def accepting(appeal: Appeal) -> list[str]:
    return [_("受理后按所选的办理时限方案计时；提出的企业有账号的会收到通知")]


def asking_more(appeal: Appeal) -> list[str]:
    return [_("企业补充以前，受理的计时暂停；转送的期限照算，不暂停")]


def adding(appeal: Appeal) -> list[str]:
    if appeal.is_hidden:
        return [_("您隐名：承办单位只知道有了补充，看不到写了什么，也看不到文件")]
    return [_("工商联和正在办理的单位会收到通知，看得到您写的和传的")]


def assigning(appeal: Appeal) -> list[str]:
    return [_("交办后承办单位看得到这件诉求，有账号的会收到通知")]


def changing_the_unit(appeal: Appeal) -> list[str]:
    lead = lead_of(appeal)
    found = [_("%(unit)s从此看不到这件诉求") % {"unit": lead.unit}] if lead else []
    return [*found, _("答复企业的期限不重新起算；要延长请走延期")]


def diverting(appeal: Appeal) -> list[str]:
    running = Clock.objects.filter(appeal=appeal, stage=Stage.FORWARD, stopped_at=None).first()
    found = [_("分流后这件诉求在这里就结束了，请告诉企业接下来找谁")]
    if running:
        facts = {"kind": Diverted.ARREARS.label, "when": minute(running.due_at)}
        found.append(_("%(kind)s要在 %(when)s 前转送") % facts)
    return found


def forwarding(appeal: Appeal) -> list[str]:
    return [_("转送以后，能协调的还在这里接着办；不办了的请用“分流”")]


def withdrawing_for(appeal: Appeal) -> list[str]:
    return [_("只在企业自己说不办了的时候登记；企业会收到通知，谁登记的留在记录里")]


def objecting(appeal: Appeal) -> list[str]:
    return [_("异议只提一次；工商联当天定下由谁办，之后不再提")]


def confirming(appeal: Appeal) -> list[str]:
    redo = reverse("appeals.move", args=[appeal.pk, "redo"])
    way = format_html('<a href="{}">{}</a>', redo, _("没解决，请再办"))
    return [FINAL, format_html("{}{}", _("评价以后就走向办结。事情还没有解决的，先不要评价，请用："), way)]


def confirming_by_phone(appeal: Appeal) -> list[str]:
    return [_("只记企业自己说的；谁打的、打给谁、什么时候，都留在记录里"), FINAL]


def closing_unconfirmed(appeal: Appeal) -> list[str]:
    return [_("没有企业的评价，不计为满意，按“未确认”统计；企业仍可以要求重新办理")]


def releasing(appeal: Appeal) -> list[str]:
    return [_("公开后不用登录，谁都看得到；只公开这里写的文字，请不要写看得出是哪家企业、哪个人的内容")]


def reopening(appeal: Appeal) -> list[str]:
    return [_("已公开的案例会撤下")] if Release.objects.filter(appeal=appeal).exists() else []
