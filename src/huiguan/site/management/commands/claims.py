"""What a published text claims of one tenant, beside its records, for people or as JSON."""

from django.core.management.base import BaseCommand

from huiguan.kernel.reach import reaching, whole
from huiguan.reports.checks import check_all
from huiguan.reports.models import Claim
from huiguan.site.asked import in_json, in_lines, the_tenant


class Command(BaseCommand):
    help = "文章里的每个说法与记录核对的结果：结论、记录得出的数、背后有几条记录。"

    def add_arguments(self, parser):
        parser.add_argument("--tenant", help="单位代号；不写就是本机主单位")
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def handle(self, *, tenant, as_json: bool, **options):
        with reaching(whole(the_tenant(tenant))):
            found = [checked.plain for checked in check_all(Claim.objects.prefetch_related("ties"))]
        self.stdout.write(in_json(found) if as_json else in_lines(found, "id", "verdict", "value", "unit", "phrase"))
