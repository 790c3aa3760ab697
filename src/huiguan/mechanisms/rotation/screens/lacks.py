"""What must be there before something else can be entered, said to whoever comes too early."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel.editing import Lack
from huiguan.mechanisms.rotation.models import Scheme, Turn
from huiguan.mechanisms.rotation.queries import open_to_advice
from huiguan.mechanisms.rotation.rules import plans_it, suggests


def of_schemes(by) -> Lack | None:
    if Scheme.objects.exists():
        return None
    if plans_it(by):
        return Lack(_("还没有轮值方案，请先新增方案"), _("新增方案"), reverse("schemes.create"))
    return Lack(_("还没有轮值方案，请等工商联工作人员定好方案、公布期次"))


def of_open_turns(by) -> Lack | None:
    if lack := of_schemes(by):
        return lack
    if open_to_advice().filter(suggests.q(by, Turn)).exists():
        return None
    if plans_it(by):
        why = _("没有已公布或进行中的期次可以登记建议，请先编排并公布一期；个人轮值不登记建议")
        return Lack(why, _("去看板编排"), reverse("rotation.board"))
    return Lack(_("没有已公布或进行中的期次可以登记建议，请等工商联工作人员公布"))
