from django.core.management.commands.migrate import Command as Migrate
from django.db import transaction


class Command(Migrate):
    help = "把数据库升级到当前版本；serve 启动前会自己做。"

    def handle(self, *args, **options):
        """Django's checks take a database that is locked for one that lacks features, so a turn is awaited first."""
        with transaction.atomic():
            pass
        super().handle(*args, **options)
