"""The figures of one tenant over a period, for people or as JSON."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.reach import reaching, whole
from huiguan.reports.figures import read_all
from huiguan.site.asked import in_json, in_lines, the_tenant


class Command(BaseCommand):
    help = "Every installed measure over a period, both days included."

    def add_arguments(self, parser):
        parser.add_argument("--tenant", help="code of the tenant; the installation's own if not given")
        parser.add_argument("--from", dest="starts", type=date.fromisoformat, help="first day; without it, since ever")
        parser.add_argument("--to", dest="ends", type=date.fromisoformat, help="last day; without it, today")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, tenant, starts, ends, as_json: bool, **options):
        period = Period(starts, ends or clock.today())
        if starts and starts > period.ends:
            raise CommandError(f"the period ends ({period.ends}) before it starts ({starts})")
        with reaching(whole(the_tenant(tenant))):
            found = [reading.plain for _room, readings in read_all(period) for reading in readings]
        self.stdout.write(in_json(found) if as_json else in_lines(found, "key", "value", "unit", "records", "label"))
