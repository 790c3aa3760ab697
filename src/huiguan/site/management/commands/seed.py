import time
from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import F

from huiguan.kernel import clock
from huiguan.kernel.models import Message, Tenant, User
from huiguan.kernel.rooms import rooms
from huiguan.kernel.story import Story

SEEN_AFTER = timedelta(days=14)  # what the cast of the story was told before that, it has read


def tell(today: date) -> Story:
    """The whole story, all or nothing."""
    with transaction.atomic():
        story = Story(today=today, by=User.system())
        for room in sorted(rooms(), key=lambda room: room.is_told_last):
            if room.seed:
                room.seed(story)
        old = Message.objects.filter(made__lt=clock.at(today - SEEN_AFTER), seen_at=None)
        old.update(seen_at=F("made"))
        if connection.vendor == "postgresql":  # it looks at its tables once a minute, and until then plans blindly
            connection.cursor().execute("ANALYZE")
    return story


class Command(BaseCommand):
    help = "把示例故事讲进一个空库：郯城、相邻的一个县、上面的市。"

    def add_arguments(self, parser):
        parser.add_argument("--today", type=date.fromisoformat, help="当作哪一天来讲（年-月-日）；不写就是今天")

    def handle(self, *args, today=None, **options):
        if Tenant.objects.exists():
            raise CommandError("库里已经有单位了；示例故事只能讲给空库。")
        started = time.monotonic()
        tell(today or clock.today())
        self.stdout.write(f"示例数据已就绪，用时 {time.monotonic() - started:.0f} 秒")
