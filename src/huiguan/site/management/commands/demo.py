from datetime import date

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel.models import Tenant, User
from huiguan.register.seeds.people import DEMO_PASSWORD
from huiguan.site.address import why_not_local, why_not_there
from huiguan.site.prepare import prepare
from huiguan.site.server import serve

SIGN_INS = [
    ("clerk", "工商联干事：日常登记、轮值办理"),
    ("head", "驻会副主席：全部工作"),
    ("leader", "兼职副主席：查看、提建议"),
    ("secretary", "板材商会秘书长：只见本商会"),
    ("official", "县级领导：看自己联系的商会"),
    ("officer", "联络员：替县领导登记联系"),
    ("firm", "会员企业：只见自己"),
    ("host", "轮值企业：答复给自己的建议"),
    ("handler", "部门承办人：只见交给本单位的诉求"),
    ("auditor", "审计：只看不改"),
    ("admin", "系统管理员"),
]
REAL = "这个数据文件夹里是正式的账，不能当示例用。启动它：huiguan serve；要看示例，请用 HUIGUAN_HOME 另指一个文件夹。"


class Command(BaseCommand):
    help = "准备示例数据（只讲一次），在本机启动，并列出账号。"

    def add_arguments(self, parser):
        parser.add_argument("--address", default="127.0.0.1:8000", help="地址:端口，只能是本机")
        parser.add_argument("--no-serve", action="store_true", help="只准备，不启动")
        parser.add_argument("--today", type=date.fromisoformat, help="第一次运行时，故事当作哪一天来讲（年-月-日）")

    def handle(self, *args, address, no_serve, today=None, **options):
        if problem := why_not_local(address) or ("" if no_serve else why_not_there(address)):
            raise CommandError(problem)
        prepare()
        if not Tenant.objects.exists():
            self.stdout.write("第一次运行，正在准备示例数据…")
            self.stdout.flush()
            call_command("seed", today=today, stdout=self.stdout)
        elif not User.objects.filter(is_demo=True).exists():
            raise CommandError(REAL)
        self.stdout.write(f"\n  会馆  http://{address}\n\n  密码都是 {DEMO_PASSWORD}")
        for username, who in SIGN_INS:
            self.stdout.write(f"    {username:<10} {who}")
        self.stdout.write("")
        self.stdout.flush()
        if not no_serve:
            serve(address)
