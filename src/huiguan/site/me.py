"""What a person settles for themselves: where their messages go, and who stands in for them."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form
from huiguan.kernel.models import Muted, StandIn, User
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from huiguan.kernel.telling import kinds
from huiguan.site import stand_ins

SALT = "huiguan.address"
DAYS = 3


class MailForm(Form):
    email = forms.EmailField(label=gettext_lazy("邮箱"), required=False, max_length=200)
    mailed = forms.MultipleChoiceField(
        label=gettext_lazy("哪些消息也发到邮箱"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        muted = set(self.by.muted.values_list("kind", flat=True))
        self.fields["mailed"].choices = list(kinds().items())
        self.fields["mailed"].initial = [kind for kind in kinds() if kind not in muted]
        self.fields["email"].initial = self.by.email
        if settings.MAIL_IS_ON:
            self.fields["email"].help_text = _("换了邮箱，会先发一封确认邮件；点了里面的链接才开始使用")
        else:
            self.fields["email"].help_text = _("本单位还没有设置发信邮箱，消息只在这里看")
            self.fields["email"].disabled = self.fields["mailed"].disabled = True

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and email != self.by.email and not ask_to_confirm(self.by, email):
            raise forms.ValidationError(_("确认邮件没有发出去，请核对邮箱，或者过一会儿再试"))
        return email


class Me(Screen):
    name = "me"
    pages = {
        "settings": "settings/",
        "address": "address/<str:token>/",
        "stand_in": "stand-in/",
        "take_back": "stand-in/<whole:pk>/end/",
    }
    rules = dict.fromkeys(pages, anyone)
    posted = frozenset(pages)
    prepared = frozenset({"settings"})

    def prepare(self, **kwargs):
        """A mail may take long to leave, so that it is sent before anything is written."""
        self.filled = MailForm(self.request.POST, by=self.request.user)
        self.filled.is_valid()

    def settings(self):
        posted = self.request.method == "POST"
        form = self.filled if posted else MailForm(by=self.request.user)
        if posted and form.is_valid():
            self.save(form.cleaned_data)
            return redirect(self.url("settings"))
        code = 422 if form.is_bound else 200
        standing = stand_ins.of(self.request.user, self.request.tenant)
        return self.show("settings", code=code, form=form, title=_("我的设置"), **_SAVE, **standing)

    def save(self, typed) -> None:
        user = self.request.user
        if not settings.MAIL_IS_ON:
            return
        Muted.objects.filter(user=user).delete()
        Muted.objects.bulk_create(Muted(user=user, kind=kind) for kind in kinds() if kind not in typed["mailed"])
        if not typed["email"] and user.email:
            _keep(user, "")
        if typed["email"] and typed["email"] != user.email:
            messages.success(self.request, _("已保存；确认邮件已经发出，请到邮箱里点链接"))
        else:
            messages.success(self.request, _("已保存"))

    def address(self, token: str):
        """Whoever opens the link has the mail, and being signed in is who asked for it; only the button acts."""
        email = confirmed(token, self.request.user)
        if email is None:
            raise Http404
        if self.request.method == "POST":
            _keep(self.request.user, email)
            messages.success(self.request, _("邮箱已确认"))
            return redirect(self.url("settings"))
        title = _("以后把消息发到 %(email)s") % {"email": email}
        return self.show("form", form=Form(), title=title, submit_label=_("确认"), cancel_url=self.url("settings"))

    def stand_in(self):
        user, tenant = self.request.user, self.request.tenant
        data = self.request.POST if self.request.method == "POST" else None
        form = stand_ins.StandInForm(data, by=user, tenant=tenant)
        if data is not None and form.is_valid():
            stand_ins.name_stand_in(user, tenant, **form.cleaned_data)
            messages.success(self.request, _("已保存"))
            return redirect(self.url("settings"))
        shown = {"form": form, "title": _("请人代办"), "submit_label": _("保存"), "cancel_url": self.url("settings")}
        intro = _("这段时间里，等您办的事也等代办的人办，记录里写明是代办；任免职务和账号不随代办转给别人")
        return self.show("form", code=422 if form.is_bound else 200, intro=intro, **shown)

    def take_back(self, pk: int):
        if self.request.method == "POST":
            mine = StandIn.objects.filter(absent=self.request.user, tenant=self.request.tenant, ended_at=None)
            stand_ins.take_back(get_object_or_404(mine, pk=pk))
            messages.success(self.request, _("已结束"))
        return redirect(self.url("settings"))


_SAVE = {"submit_label": gettext_lazy("保存"), "cancel_url": "/"}


def _keep(user: User, email: str) -> None:
    user.email = email
    user.save(update_fields=["email"])


def ask_to_confirm(user: User, email: str) -> bool:
    """A link to the address that was typed; says whether it could be sent."""
    token = signing.dumps([user.pk, email], salt=SALT, compress=True)
    url = settings.SITE_URL + reverse("me.address", args=[token])
    body = _("%(name)s，您好。点开下面的链接，确认这个邮箱由您使用：") % {"name": user}
    mail = EmailMessage(_("会馆：确认邮箱"), f"{body}\n\n{url}\n", to=[email])
    try:
        mail.send()
    except OSError:  # smtplib's errors are of this kind too
        return False
    return True


def confirmed(token: str, user: User) -> str | None:
    """The address that the link was sent to, if this user asked for it in the last days."""
    try:
        pk, email = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return None
    return email if pk == user.pk else None
