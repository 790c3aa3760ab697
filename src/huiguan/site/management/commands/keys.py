from django.conf import settings
from django.core.management.base import BaseCommand

from huiguan.site.cellar.rekeying import change
from huiguan.site.keys import keys_file


class Command(BaseCommand):
    help = "密钥在哪里；--change 换一把新的，全部号码重新加密。"

    def add_arguments(self, parser):
        parser.add_argument("--change", action="store_true", help="换加密密钥（先停下 huiguan serve，并做好备份）")

    def handle(self, *args, change: bool, **options):
        if change:
            self.change()
        self.stdout.write(f"密钥文件：{keys_file(settings.HOME)}，里面有 {len(settings.FIELD_KEYS)} 把加密密钥。")
        self.stdout.write("丢了它，手机号和身份证号就再也读不出来：请和备份分开，另外存一份。")

    def change(self):
        written = change()
        self.stdout.write(f"已换新密钥，重新加密了 {written} 个号码。以前的备份仍要用以前的密钥，请一起留着。")
