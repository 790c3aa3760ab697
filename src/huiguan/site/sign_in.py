"""Signing in and out, and getting back what was typed before a session ended."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core import signing
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from huiguan.kernel import once
from huiguan.kernel.middleware import HELD_SALT

HELD_HOURS = 12
LOOPBACK = {"127.0.0.1", "::1"}


class SignInForm(AuthenticationForm):
    """A demo's passwords are public, so they open only to a browser on the same machine."""

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        through_proxy = "HTTP_X_FORWARDED_FOR" in self.request.META
        if user.is_demo and (through_proxy or self.request.META.get("REMOTE_ADDR") not in LOOPBACK):
            raise ValidationError(_("示例账号只能在本机登录"), code="demo")


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "kernel/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        held = self.request.POST.get("held", "")
        return super().get_context_data(held=held, expired=bool(held), **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        if held := self.request.POST.get("held"):
            return resume(self.request, held) or response
        return response


class SignOut(LogoutView):
    pass


def resume(request, held: str):
    """A page that shows the form that was interrupted, ready to be sent again; nothing if it was not this person's."""
    try:
        kept = signing.loads(held, salt=HELD_SALT, max_age=HELD_HOURS * 3600)
    except signing.BadSignature:
        return None
    fields = [(key, value) for key, value in kept["fields"] if key != once.FIELD]
    token = next((value for key, value in kept["fields"] if key == once.FIELD), "")
    if not url_has_allowed_host_and_scheme(kept["url"], allowed_hosts=None):
        return None
    try:
        _secret, user, _tenant = signing.loads(token, salt=once.SALT)
    except signing.BadSignature:
        return None
    if user != request.user.pk:
        return None
    context = {"url": kept["url"], "fields": fields, "token": token}
    return TemplateResponse(request, "kernel/resume.html", context)


@login_not_required
def locked_out(request, credentials=None, *args, **kwargs):
    """After too many wrong passwords: the same page, with how long to wait."""
    context = {
        "form": SignInForm(request),
        "problem": _("密码连续输错多次，为了安全请 15 分钟后再试，或请单位管理员重置密码"),
    }
    return TemplateResponse(request, "kernel/sign_in.html", context, status=429).render()
