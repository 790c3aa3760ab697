from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel.models import Tenant
from huiguan.register.seeds.people import DEMO_PASSWORD
from huiguan.site.prepare import prepare
from huiguan.site.server import is_local, serve

SIGN_INS = [
    ("clerk", "工商联干事：日常登记、轮值办理"),
    ("head", "驻会副主席：全部工作"),
    ("leader", "兼职副主席：查看、提建议"),
    ("secretary", "板材商会秘书长：只见本商会"),
    ("official", "县级领导"),
    ("firm", "会员企业：只见自己"),
    ("host", "轮值企业：答复给自己的建议"),
    ("auditor", "审计：只看不改"),
    ("admin", "系统管理员"),
]


class Command(BaseCommand):
    help = "准备示例数据（只讲一次），在本机启动，并列出账号。"

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1:8000", help="地址:端口，只能是本机")
        parser.add_argument("--no-serve", action="store_true", help="只准备，不启动")

    def handle(self, *args, address, no_serve, **options):
        if not is_local(address):
            raise CommandError("示例账号的密码是公开的，只能在本机使用：--address 127.0.0.1:端口")
        prepare()
        if not Tenant.objects.exists():
            self.stdout.write("第一次运行，正在准备示例数据…")
            call_command("seed", stdout=self.stdout)
        self.stdout.write(f"\n  会馆  http://{address}\n\n  密码都是 {DEMO_PASSWORD}")
        for username, who in SIGN_INS:
            self.stdout.write(f"    {username:<10} {who}")
        self.stdout.write("")
        self.stdout.flush()
        if not no_serve:
            serve(address)
