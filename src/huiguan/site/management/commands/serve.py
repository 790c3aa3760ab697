import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel.models import Tenant
from huiguan.site import database
from huiguan.site.address import is_local, why_not_there
from huiguan.site.prepare import prepare
from huiguan.site.server import serve

NO_HOSTS = """注意：没有设置 HUIGUAN_HOSTS，现在只有本机能用 127.0.0.1 打开，从别的电脑打开会看到“400”。
请写明浏览器里要用的域名或 IP 再启动，例如：export HUIGUAN_HOSTS=huiguan.example.cn"""
NO_TLS = """注意：没有设置 HUIGUAN_TLS=1，密码和资料在网络上不加密。
请在前面放一个带 HTTPS 的反向代理，并设置 HUIGUAN_TLS=1。"""
DEBUGGING = "HUIGUAN_DEBUG=1 会把程序的内部情况显示给每个访问的人，只能在本机用。请去掉它再启动。"
NO_BOOKS = "这里还没有账：{database}是空的。如果本来有，请先从备份里恢复；如果是新装，请先运行 huiguan setup。"


def warnings(address: str) -> list[str]:
    """What whoever serves beyond this machine has not said yet."""
    if is_local(address):
        return []
    return ([] if os.environ.get("HUIGUAN_HOSTS") else [NO_HOSTS]) + ([] if settings.BEHIND_TLS else [NO_TLS])


class Command(BaseCommand):
    help = "启动网站和后台任务；启动前自动升级数据库。"

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1:8000", help="地址:端口（前面放一个带 HTTPS 的反向代理）")
        parser.add_argument("--workers", type=int, default=2, help="进程数")
        parser.add_argument("--threads", type=int, default=4, help="每个进程的线程数")

    def handle(self, *args, address, workers, threads, **options):
        if problem := why_not_there(address):
            raise CommandError(problem)
        if min(workers, threads) < 1:
            raise CommandError("--workers 和 --threads 至少是 1")
        if settings.DEBUG and not is_local(address):
            raise CommandError(DEBUGGING)
        if not database.holds_tables(settings.HOME):  # a lost database must not come back as an empty one
            raise CommandError(NO_BOOKS.format(database=database.in_words(settings.HOME)))
        prepare()
        if not Tenant.objects.exists():
            raise CommandError(NO_BOOKS.format(database=database.in_words(settings.HOME)))
        for warning in warnings(address):
            self.stderr.write(self.style.WARNING(warning))
        self.stdout.write(f"会馆 http://{address}")
        self.stdout.flush()
        serve(address, workers, threads)
