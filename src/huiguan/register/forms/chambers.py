from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm
from huiguan.register.forms.choices import RegionField
from huiguan.register.models import Chamber


class ChamberForm(RecordForm):
    groups = [
        (_("类型与登记"), ["types", "registration", "city"]),
        (_("三个单位，互不替代"), ["registrar", "supervising", "contact"]),
    ]

    city = RegionField(levels=("province", "prefecture", "county"), label=_("所在城市"), help_text=_("异地商会填写"))

    class Meta:
        model = Chamber
        fields = ["types", "registration", "city", "registrar", "supervising", "contact"]
        widgets = {"types": forms.CheckboxSelectMultiple}
        help_texts = {
            "types": _("可以同时属于几类"),
            "registrar": _("给它办登记的机关，如县民政局、外地的民政局"),
            "supervising": _("登记后对它负业务主管责任的单位"),
            "contact": _("只联系、不主管的单位；在外地登记的异地商会一般只有联系单位"),
        }
