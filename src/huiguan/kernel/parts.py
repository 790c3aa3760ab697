"""Parts: records that live on another record's page and are added, edited and removed from there."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.rules import Rule


class PartDesk(Desk):
    """The pages of a part; ``owner`` names its foreign key. Every way out leads to the owner's page."""

    owner: ClassVar[str] = ""
    owner_rule: ClassVar[Rule]
    pages: ClassVar[dict[str, str]] = {"add": "of/<whole:owner>/new/"}
    posted = Desk.posted | {"add"}

    def add(self, owner: int):
        whole = get_object_or_404(self.model._meta.get_field(self.owner).related_model.objects.all(), pk=owner)
        if not (verdict := type(self).owner_rule(self.request.user, whole)):
            raise PermissionDenied(str(verdict.why))
        self.record = self.new_part(whole)
        return self.edit()

    def new_part(self, owner):
        return self.model(**{self.owner: owner})

    def url_of(self, record) -> str:
        whole = getattr(record, self.owner)
        return reverse(f"{type(whole).desk}.detail", args=[whole.pk])

    def above(self, owner: int | None = None, **kwargs) -> str:
        """Parts have no list: to the page that they are on, if the address says which."""
        whole = self.model._meta.get_field(self.owner).related_model
        return reverse(f"{whole.desk}.detail", args=[owner]) if owner else reverse("home.list")

    def gone(self, record) -> str:
        return self.url_of(record)

    def form_title(self) -> str:
        name = super().form_title() if self.record.pk else _("新增%(one)s") % {"one": self.one}
        return f"{name} · {getattr(self.record, self.owner)}"

    def form_cancel(self) -> str:
        return self.url_of(self.record)
