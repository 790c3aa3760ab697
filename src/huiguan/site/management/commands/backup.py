from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from huiguan.site.cellar.backup import back_up


class Command(BaseCommand):
    help = "备份成一个文件：数据库、附件、密钥。不用停下来。"

    def add_arguments(self, parser):
        parser.add_argument("where", type=Path, help="备份文件，或者放备份的文件夹（文件名按时间起）")
        parser.add_argument("--without-keys", action="store_true", help="不带密钥；密钥另外保管时用")

    def handle(self, *args, where, without_keys, **options):
        file, manifest = back_up(settings.HOME, where.resolve(), with_keys=not without_keys)
        total = sum(manifest.rows.values())
        self.stdout.write(f"已备份到 {file}：{len(manifest.rows)} 张表，{total} 行，{len(manifest.members)} 个文件。")
        if without_keys:
            self.stdout.write("密钥没有放进去。没有 keys.json，备份里的手机号和身份证号读不出来，请另外保管好。")
        else:
            self.stdout.write("里面有密钥：谁拿到这个文件，就能读到全部资料。请放在安全的地方。")
