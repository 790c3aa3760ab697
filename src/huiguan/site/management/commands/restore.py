from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from huiguan.site.cellar.restore import restore


class Command(BaseCommand):
    help = "从备份恢复；先整个检查一遍，原来的数据挪到旁边，不会删掉。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="备份文件")
        parser.add_argument("--replace", action="store_true", help="这里已经有数据时，换成备份里的")

    def handle(self, *args, file, replace, **options):
        manifest, aside = restore(settings.HOME, file, replace=replace)
        self.stdout.write(f"已恢复到 {manifest.made[:16].replace('T', ' ')} 时的样子，每张表的行数都核对过。")
        if aside:
            self.stdout.write(f"原来的数据在 {aside}；确认不需要以后可以删掉。")
        self.stdout.write("启动：huiguan serve")
