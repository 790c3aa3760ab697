from django.conf import settings
from django.core.management.base import BaseCommand

from huiguan.site import logs
from huiguan.site.worker import HouseWorker


class Command(BaseCommand):
    help = "后台任务：到点的定时任务、等待发送的邮件。huiguan serve 已经带着它，不用另外启动。"

    def handle(self, *args, **options):
        logs.keep(settings.HOME)
        worker = HouseWorker()
        worker.configure_signals()
        worker.work()
