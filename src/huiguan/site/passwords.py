"""What a password must be, in our own words, and the page on which a person changes theirs."""

from django.contrib.auth import password_validation
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LEAST = 8


class LongEnough:
    def validate(self, password, user=None):
        if len(password) < LEAST:
            words = {"least": LEAST, "given": len(password)}
            raise ValidationError(_("密码至少 %(least)s 位，现在是 %(given)s 位") % words, code="short")

    def get_help_text(self):
        return _("至少 %(least)s 位") % {"least": LEAST}


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self):
        return _("这个密码太常见，容易被人猜到，请换一个")

    def get_help_text(self):
        return _("不要用常见的密码")


class NotLikeTheName(password_validation.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("username", "name"))

    def get_error_message(self):
        return _("密码和账号或姓名太像，容易被人猜到，请换一个")

    def get_help_text(self):
        return _("不要和账号、姓名相近")


class NewPasswordForm(PasswordChangeForm):
    """The old password and twice the new one; what is wrong with the new one stands beside it."""

    error_messages = {
        "password_incorrect": gettext_lazy("现在的密码不对，请再输一次"),
        "password_mismatch": gettext_lazy("两次输入的新密码不一样"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("old_password", _("现在的密码"), ""),
            (
                "new_password1",
                _("新密码"),
                _("至少 %(least)s 位，不要用常见的密码，也不要和账号、姓名相近") % {"least": LEAST},
            ),
            ("new_password2", _("再输一次新密码"), ""),
        ):
            self.fields[name].label, self.fields[name].help_text = label, hint
            self.fields[name].widget.attrs.pop("autofocus", None)  # an error summary takes the focus

    def clean(self):
        self.validate_password_for_user(self.user, "new_password1")
        self.validate_passwords("new_password1", "new_password2")
        return Form.clean(self)


class ChangePassword(PasswordChangeView):
    template_name = "site/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("home.list")
