"""What hangs on an organization's page: its contacts, and the chambers to which it belongs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.parts import PartDesk
from huiguan.register import actions, queries
from huiguan.register.forms.memberships import AffiliationForm, KnownMemberForm, LeaveForm, MemberForm
from huiguan.register.forms.people import ContactForm
from huiguan.register.models import Affiliation, Contact, Kind, Organization
from huiguan.register.rules import edits, edits_contacts, edits_parts, sees, sees_contact_numbers
from huiguan.register.screens.numbers import Numbered


class ContactDesk(Numbered, PartDesk):
    name = "contacts"
    model = Contact
    form_class = ContactForm
    owner = "organization"
    owner_rule = edits
    title = _("联系人")
    one = pgettext_lazy("新增的", "联系人")
    hidden = ("phone",)
    pages = {**PartDesk.pages, **Numbered.pages}
    posted = PartDesk.posted | {"reveal"}
    rules = {
        "add": edits_contacts,
        "edit": edits_contacts,
        "delete": edits_contacts,
        "reveal": sees_contact_numbers,
        "numbers": sees_contact_numbers,
    }

    def get_queryset(self):
        return Contact.objects.select_related("organization")


class AffiliationDesk(PartDesk):
    """Joining asks for the chamber's place only: whoever keeps it may take in any organization they see."""

    name = "affiliations"
    model = Affiliation
    form_class = AffiliationForm
    owner = "organization"
    owner_rule = sees
    title = _("所属商会")
    one = pgettext_lazy("新增的", "所属商会")
    pages = {**PartDesk.pages, "take_in": "in/<whole:owner>/new/", "leave": "<whole:pk>/leave/"}
    posted = PartDesk.posted | {"take_in", "leave"}
    rules = dict.fromkeys(("add", "take_in", "edit", "leave"), edits_parts)

    def get_queryset(self):
        return Affiliation.objects.select_related("organization", "node")

    def save(self, form):
        if form.instance.pk:
            return form.save()
        given = form.cleaned_data
        return actions.join(
            form.instance.organization, given["node"], by=self.request.user, starts=given["starts"], role=given["role"]
        )

    def take_in(self, owner: int):
        """From the other side: the chamber's page asks which organization comes in."""
        chamber = get_object_or_404(Organization.objects.filter(kind=Kind.CHAMBER, own_node__isnull=False), pk=owner)
        if not (verdict := edits(self.request.user, chamber)):
            raise PermissionDenied(str(verdict.why))
        back = reverse("organizations.detail", args=[chamber.pk])
        data = self.request.POST if self.request.method == "POST" else None
        form = self.member_form(data, chamber)
        if data is not None and form.is_valid():
            with self.saving(form):
                given = {name: form.cleaned_data[name] for name in form.Meta.fields}
                actions.join(node=chamber.own_node, by=self.request.user, **given)
                messages.success(self.request, gettext("已加入"))
                return redirect(back)
        return self.ask(form, gettext("加入会员 · %(chamber)s") % {"chamber": chamber}, back, submit=gettext("加入"))

    def member_form(self, data, chamber):
        by, code = self.request.user, self.request.GET.get("organization", "")
        row = Affiliation(node=chamber.own_node)
        if not by.scope("register.view", self.request.tenant).whole:
            return KnownMemberForm(data, instance=row, by=by, initial={"organization": code})
        return MemberForm(data, instance=row, by=by, initial={"organization": queries.with_code(code)})

    def leave(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = LeaveForm(data, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            with self.saving(form):
                actions.leave(self.record, by=self.request.user, on=form.cleaned_data["on"])
                messages.success(self.request, gettext("已退出"))
                return redirect(self.url_of(self.record))
        title = gettext("退出%(node)s · %(organization)s") % {
            "node": self.record.node,
            "organization": self.record.organization,
        }
        return self.ask(form, title, self.url_of(self.record), submit=gettext("退出"))
