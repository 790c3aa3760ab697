"""Every component of the kit on one page, for those who build with it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.gallery import specimens
from huiguan.kernel.rules import YES, Rule, Verdict
from huiguan.kernel.screens import Screen

is_staff = Rule(
    lambda by, record: YES if by.is_staff else Verdict(False, _("组件陈列只给维护系统的人看")),
    lambda by, model: Q() if by.is_staff else Q(pk__in=()),
)


class Gallery(Screen):
    name = "_ui"
    pages = {"gallery": ""}
    rules = {"gallery": is_staff}

    def templates(self, page):
        return ["kernel/gallery.html"]

    def gallery(self):
        return self.show("gallery", **specimens())
