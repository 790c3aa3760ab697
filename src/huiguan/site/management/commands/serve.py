import os

from django.conf import settings
from django.core.management.base import BaseCommand

from huiguan.site.prepare import prepare
from huiguan.site.server import is_local, serve

NO_HOSTS = """注意：没有设置 HUIGUAN_HOSTS，现在只有本机能用 127.0.0.1 打开，从别的电脑打开会看到“400”。
请写明浏览器里要用的域名或 IP 再启动，例如：export HUIGUAN_HOSTS=huiguan.example.cn"""
NO_TLS = """注意：没有设置 HUIGUAN_TLS=1，密码和资料在网络上不加密。
请在前面放一个带 HTTPS 的反向代理，并设置 HUIGUAN_TLS=1。"""


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
        prepare()
        for warning in warnings(address):
            self.stderr.write(self.style.WARNING(warning))
        self.stdout.write(f"会馆 http://{address}")
        self.stdout.flush()
        serve(address, workers, threads)
