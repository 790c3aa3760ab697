from django.core.management.base import BaseCommand

from huiguan.site.prepare import prepare
from huiguan.site.server import serve


class Command(BaseCommand):
    help = "Serve this installation, with the worker of its background jobs."

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1:8000", help="host:port (behind a proxy that speaks TLS)")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)

    def handle(self, *args, address, workers, threads, **options):
        prepare()
        self.stdout.write(f"会馆 http://{address}")
        serve(address, workers, threads)
