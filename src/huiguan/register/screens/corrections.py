"""Corrections: what firms say of themselves beside what is registered, and the decision of whoever keeps the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.fields import masked
from huiguan.kernel.filters import WaitingFilter
from huiguan.kernel.lists import Column
from huiguan.kernel.rooms import Panel
from huiguan.kernel.search import matching
from huiguan.register import correcting
from huiguan.register.flow import CorrectionFlow
from huiguan.register.forms.corrections import OwnContactForm, OwnFactsForm
from huiguan.register.models import Contact, Correction, CorrectionState, Organization
from huiguan.register.rules import proposes_corrections, sees_contact_numbers, sees_corrections
from huiguan.register.screens.numbers import Numbered

HUES = {"proposed": "gold", "taken_over": "jade", "refused": "slate", "withdrawn": "slate"}
OF = "of/<whole:owner>/"


class CorrectionFilter(WaitingFilter):
    class Meta:
        model = Correction
        fields = []

    def find(self, rows, name, value):
        return rows.filter(organization__in=matching(Organization.objects.all(), value))


class CorrectionDesk(Numbered, Desk):
    name = "corrections"
    model = Correction
    flow = CorrectionFlow
    filter_class = CorrectionFilter
    title = _("档案更正")
    purpose = _("企业说自己的档案哪里该改；核对以后更新档案，不采用要写明为什么")
    unit = _("条")
    one = _("更正")
    hues = HUES
    hidden = ("phone",)
    tab_name = "state"
    tab_choices = CorrectionState.choices
    pages = {
        **Numbered.pages,
        "add": f"{OF}new/",
        "add_contact": f"{OF}contact/",
        "contact": f"{OF}contact/<whole:contact>/",
    }
    posted = Desk.posted | {"reveal", "add", "add_contact", "contact"}
    rules = {
        "list": sees_corrections,
        "detail": sees_corrections,
        "reveal": sees_contact_numbers,
        "numbers": sees_contact_numbers,
        **dict.fromkeys(("add", "add_contact", "contact"), proposes_corrections),
    }
    step_words = {"reveal": _("查看完整号码"), "create": _("提出更正")}
    columns = [
        Column("name", _("更正"), lambda c: {"title": str(c), "note": c.note}, kind="name"),
        Column(
            "state",
            _("状态"),
            lambda c: {"label": c.get_state_display(), "hue": HUES[c.state]},
            kind="status",
            sort="state",
        ),
    ]

    def get_queryset(self):
        return Correction.objects.select_related("organization__node", "contact")

    def subtitle(self, record):
        return record.note

    def facts(self, record):
        return [(_("组织"), record.organization, reverse("organizations.detail", args=[record.organization_id]))]

    def panels(self, record):
        target = record.contact if record.is_of_a_contact else record.organization
        kind = Contact if record.is_of_a_contact else Organization
        rows = [
            (kind._meta.get_field(name).verbose_name, getattr(target, name, None), value)
            for name, value in record.proposed.items()
        ]
        if record.phone:
            rows.append((_("电话"), target.masked_phone if target else "", masked(record.phone)))
        context = {"rows": rows, "is_open": record.state == CorrectionState.PROPOSED}
        return [Panel(_("两边对照"), "register/corrections/sides.html", context, flush=True)]

    def buttons(self, record):
        found = super().buttons(record)
        if record.phone and self.may("reveal", record):
            url = self.url("reveal", record.pk)
            shown = {"name": "reveal", "label": _("查看完整号码"), "url": url, "allowed": True}
            found.append({**shown, "why": "", "primary": False, "danger": False})
        return found

    # proposing

    def add(self, owner: int):
        organization = self._own(owner)
        form = self._form(OwnFactsForm, organization)
        if form.is_bound and form.is_valid():
            return self._propose(organization, form.proposed, note=form.cleaned_data["note"])
        return self._asked(form, organization, gettext("更正登记信息 · %(organization)s"))

    def add_contact(self, owner: int):
        organization = self._own(owner)
        return self._contact(organization, Contact(organization=organization))

    def contact(self, owner: int, contact: int):
        organization = self._own(owner)
        return self._contact(organization, get_object_or_404(organization.contacts.all(), pk=contact))

    def _contact(self, organization, contact):
        form = self._form(OwnContactForm, contact)
        if form.is_bound and form.is_valid():
            known = contact if contact.pk else None
            facts = {"contact": known, "phone": form.phone, "note": form.cleaned_data["note"]}
            return self._propose(organization, form.proposed_of_contact, **facts)
        title = gettext("更正联系人 · %(organization)s") if contact.pk else gettext("新增联系人 · %(organization)s")
        return self._asked(form, organization, title)

    def _own(self, owner: int) -> Organization:
        organization = get_object_or_404(Organization.objects.all(), pk=owner)
        if not (verdict := proposes_corrections(self.request.user, organization)):
            raise PermissionDenied(str(verdict.why))
        return organization

    def _form(self, kind, record):
        data = self.request.POST if self.request.method == "POST" else None
        return kind(data, by=self.request.user, record=record)

    def _asked(self, form, organization, title: str):
        """Named like the button that opened it; what happens with the answer is said before it is sent."""
        back = reverse("organizations.detail", args=[organization.pk])
        intro = gettext("提交以后由工商联核对，核对过了档案才改")
        return self.ask(form, title % {"organization": organization}, back, submit=gettext("提交核对"), intro=intro)

    def _propose(self, organization, proposed, **facts):
        correction = correcting.propose(organization, proposed, by=self.request.user, **facts)
        messages.success(self.request, gettext("已提出，工商联核对以后更新档案"))
        return redirect(self.url_of(correction))
