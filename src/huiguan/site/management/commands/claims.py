"""What a published text claims of one tenant, beside its records, for people or as JSON."""

from django.core.management.base import BaseCommand

from huiguan.kernel.reach import reaching, whole
from huiguan.reports.checks import check_all
from huiguan.reports.models import Claim
from huiguan.site.asked import in_json, in_lines, the_tenant


class Command(BaseCommand):
    help = "Each claim with its verdict, the value that the records give and how many there are."

    def add_arguments(self, parser):
        parser.add_argument("--tenant", help="code of the tenant; the installation's own if not given")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, tenant, as_json: bool, **options):
        with reaching(whole(the_tenant(tenant))):
            found = [checked.plain for checked in check_all(Claim.objects.prefetch_related("ties"))]
        self.stdout.write(in_json(found) if as_json else in_lines(found, "id", "verdict", "value", "unit", "phrase"))
