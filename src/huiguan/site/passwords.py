"""What a password must be, in our own words."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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


def asked_of_a_password() -> str:
    return _("至少 %(least)s 位，不要用常见的密码，也不要和账号、姓名相近") % {"least": LEAST}
