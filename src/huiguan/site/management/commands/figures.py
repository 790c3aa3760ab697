"""The figures of one tenant over a period, for people or as JSON."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.reach import reaching, whole
from huiguan.reports.figures import read_all
from huiguan.site.asked import in_json, in_lines, the_tenant


class Command(BaseCommand):
    help = "一段时间的全部统计数字，起止两天都算在内。"

    def add_arguments(self, parser):
        parser.add_argument("--tenant", help="单位代号；不写就是本机主单位")
        parser.add_argument(
            "--from", dest="starts", type=date.fromisoformat, help="起（年-月-日）；不写就从最早的记录算起"
        )
        parser.add_argument("--to", dest="ends", type=date.fromisoformat, help="止（年-月-日）；不写就是今天")
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def handle(self, *, tenant, starts, ends, as_json: bool, **options):
        period = Period(starts, ends or clock.today())
        if starts and starts > period.ends:
            raise CommandError(f"止期 {period.ends} 早于起期 {starts}")
        with reaching(whole(the_tenant(tenant))):
            found = [reading.plain for _room, readings in read_all(period) for reading in readings]
        self.stdout.write(in_json(found) if as_json else in_lines(found, "key", "value", "unit", "records", "label"))
