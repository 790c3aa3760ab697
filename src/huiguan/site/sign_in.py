"""Signing in and out."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.complaints import in_our_words
from huiguan.site.new_password import FirstPassword, FirstPasswordForm, to_first_password
from huiguan.site.resuming import resume

LOOPBACK = {"127.0.0.1", "::1"}


def address_of(request) -> str:
    """Who asks, for counting wrong passwords. The word of a proxy counts only where one stands on this machine.

    It writes the address that it sees at the end of the list; what stands before it anybody can have written.
    """
    here = request.META.get("REMOTE_ADDR", "")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return told.rpartition(",")[2].strip()[:45] or here if settings.BEHIND_TLS and here in LOOPBACK else here


class SignInForm(AuthenticationForm):
    """A demo's passwords are public, so they open only to a browser on the same machine."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy("账号或密码不对，请再输一次；大小写要一样"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_our_words(self)

    def clean_username(self):
        """A name longer than any is nobody's, and too long to be noted beside the wrong passwords."""
        username = self.cleaned_data["username"]
        if len(username) > self.username_field.max_length:
            raise ValidationError(_("没有这么长的账号，请看看是不是粘贴错了"), code="max_length")
        return username

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
        held = self.request.POST.get("held", "")
        if self.request.user.password_is_temporary:
            return self.ask_for_a_password(held, response.url)
        return resume(self.request, held) or response

    def ask_for_a_password(self, held: str, then: str):
        """At once where a form waits, because only this page still knows it."""
        if not held:
            return to_first_password(then)
        context = {"form": FirstPasswordForm(self.request.user), "held": held}
        return TemplateResponse(self.request, FirstPassword.template_name, context)


class SignOut(LogoutView):
    pass


@login_not_required
def locked_out(request, credentials=None, *args, **kwargs):
    """After too many wrong passwords: the same page, with how long to wait; a form that waits keeps waiting."""
    context = {
        "form": SignInForm(request),
        "held": request.POST.get("held", ""),
        "next": request.POST.get("next", ""),
        "problem": _("密码连续输错多次，为了安全请 15 分钟后再试，或请单位管理员重置密码"),
    }
    return TemplateResponse(request, "kernel/sign_in.html", context, status=429).render()
