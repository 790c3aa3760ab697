"""Firms alone, without the departments and schools of the whole register. Each opens on its organization's page."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import bulk_pages
from huiguan.kernel.desks import Desk
from huiguan.register import queries
from huiguan.register.models import Kind, Organization
from huiguan.register.rules import edits, sees
from huiguan.register.screens.organizations import OrganizationDesk, OrganizationFilter, status
from huiguan.register.screens.tagging import Tagging

KINDS = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)


class FirmDesk(Tagging, Desk):
    name = "firms"
    model = Organization
    filter_class = OrganizationFilter
    title = _("企业名录")
    purpose = _("企业、合作社和个体工商户，每家一份档案")
    unit = _("家")
    one = _("企业")
    tab_name = "kind"
    tab_choices = [(kind.value, kind.label) for kind in KINDS]
    pages = bulk_pages.PAGES
    rules = {"list": sees}
    columns = OrganizationDesk.columns
    sheet = OrganizationDesk.sheet

    def get_queryset(self):
        return queries.listed_organizations().filter(kind__in=KINDS)

    def status(self, record):
        return status(record)

    def listing(self):
        listing = super().listing()
        if edits(self.request.user):
            listing.create_url = f"{reverse('organizations.create')}?kind={Kind.FIRM}"
            listing.create_label = _now("新增企业")
        return listing

    def url_of(self, record):
        return reverse("organizations.detail", args=[record.pk])
