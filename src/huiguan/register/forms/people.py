from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.models import User
from huiguan.register.forms import numbers
from huiguan.register.forms.choices import settle_place
from huiguan.register.models import Contact, Person


class PersonForm(RecordForm):
    phone = numbers.PhoneField(label=gettext_lazy("手机号"))
    id_number = numbers.NumberField(numbers.id_number, label=gettext_lazy("身份证号"))
    groups = [
        (gettext_lazy("基本信息"), ["name", "sex", "born", "education", "organization", "node"]),
        (gettext_lazy("号码（加密保存）"), ["phone", "id_number"]),
        ("", ["note"]),
    ]

    class Meta:
        model = Person
        fields = ["name", "sex", "born", "education", "organization", "node", "phone", "id_number", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["phone"] = self.initial["id_number"] = ""
        self.fields["phone"].hold(self.instance.phone)
        self.fields["id_number"].hold(self.instance.id_number, 6, 2)
        settle_place(self, "register.edit")
        if "node" in self.fields and not self.instance.pk:
            field = self.fields["node"]
            field.required, field.empty_label = False, _("随所在单位")
            self.own, field.initial = field.initial, None
            field.help_text = _("不选时随所在单位归口；没有所在单位的，归您的单位。归口单位的人可以修改这份档案")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "node" in cleaned and not cleaned["node"]:
            firm, offered = cleaned.get("organization"), self.fields["node"].queryset
            cleaned["node"] = firm.node if firm and offered.filter(pk=firm.node_id).exists() else self.own
        return cleaned

    def clean_born(self):
        born = self.cleaned_data["born"]
        if born and not 1900 <= born <= clock.today().year:
            raise forms.ValidationError(_("请填四位年份，如 1978"))
        return born


class ContactForm(RecordForm):
    phone = numbers.PhoneField(label=gettext_lazy("电话"))

    class Meta:
        model = Contact
        fields = ["name", "post", "phone", "is_main"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["phone"] = ""
        self.fields["phone"].hold(self.instance.phone)


class RevealForm(Form):
    why = forms.CharField(
        label=gettext_lazy("用途"),
        max_length=100,
        help_text=gettext_lazy("如：通知开会。谁、何时、为什么看，都会记入这个人的记录"),
    )


class LoginForm(Form):
    username = forms.CharField(
        label=gettext_lazy("账号"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("登录用的名字，如姓名拼音；全系统不能重复"),
        error_messages={"invalid": gettext_lazy("账号只用文字、数字和 @ . + - _，不要空格")},
    )

    def clean_username(self):
        username = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("这个账号已经有人用了，请换一个"))
        return username
