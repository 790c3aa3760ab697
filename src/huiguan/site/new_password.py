"""The pages on which a person sets a new password: whenever they like, and before anything else if it is temporary."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from huiguan.kernel.complaints import in_our_words
from huiguan.site.passwords import asked_of_a_password
from huiguan.site.resuming import leads_inside, resume

STILL_OPEN = ("first-password", "sign-out", "language")


def temporary_passwords_open_nothing(get_response):
    """Whoever signed in with a password that somebody else knows sets another one before any page opens."""

    def middleware(request):
        user = request.user
        if user.is_authenticated and user.password_is_temporary and not _is_still_open(request.path):
            return to_first_password(request.get_full_path())
        return get_response(request)

    return middleware


def _is_still_open(path: str) -> bool:
    return path in {reverse(name) for name in STILL_OPEN}


def to_first_password(then: str):
    url = reverse("first-password")
    return redirect(url if then == "/" else reverse("first-password", query={"next": then}))


class SaidInOurWords:
    """Twice the new password; what is wrong with it stands beside the first field."""

    error_messages = {
        "password_incorrect": gettext_lazy("现在的密码不对，请再输一次"),
        "password_mismatch": gettext_lazy("两次输入的新密码不一样"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_our_words(self)
        labels = {"old_password": _("现在的密码"), "new_password1": _("新密码"), "new_password2": _("再输一次新密码")}
        for name, field in self.fields.items():
            field.label, field.help_text = labels[name], ""
            field.widget.attrs.pop("autofocus", None)  # an error summary takes the focus
        self.fields["new_password1"].help_text = asked_of_a_password()

    def clean(self):
        self.validate_password_for_user(self.user, "new_password1")
        self.validate_passwords("new_password1", "new_password2")
        return Form.clean(self)


class NewPasswordForm(SaidInOurWords, PasswordChangeForm):
    pass


class FirstPasswordForm(SaidInOurWords, SetPasswordForm):
    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(_("新密码不能就是临时密码"))
        return password

    def save(self, commit=True):
        self.user.password_is_temporary = False
        return super().save(commit)


class ChangePassword(PasswordChangeView):
    template_name = "site/password.html"
    form_class = NewPasswordForm
    title = gettext_lazy("修改密码")
    success_url = reverse_lazy("home.list")


class FirstPassword(FormView):
    """Leads on to the form that waits, or to the page that was asked for."""

    template_name = "site/first_password.html"
    form_class = FirstPasswordForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.password_is_temporary:
            return redirect("/")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(held=self.request.POST.get("held", ""), **kwargs)

    def form_valid(self, form):
        update_session_auth_hash(self.request, form.save())
        then = self.request.GET.get("next", "/")
        resumed = resume(self.request, self.request.POST.get("held", ""))
        return resumed or redirect(then if leads_inside(then) else "/")
