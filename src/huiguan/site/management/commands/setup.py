import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel.models import Tenant
from huiguan.kernel.words import sentences
from huiguan.register.opening import open_books
from huiguan.site.prepare import prepare


class Command(BaseCommand):
    help = "Start for real: an empty installation with its first administrator; secrets are made in the home folder."

    def add_arguments(self, parser):
        parser.add_argument("--name", help="全称，例如 某某县工商业联合会")
        parser.add_argument("--short", default="", help="简称")
        parser.add_argument("--code", default="home", help="代号，小写英文")
        parser.add_argument("--admin", default="admin", help="管理员账号")
        parser.add_argument("--admin-name", default="管理员", help="管理员姓名")
        parser.add_argument("--password", help="不写则当面输入")

    def handle(self, *args, name, short, code, admin, admin_name, password, **options):
        prepare()
        if Tenant.objects.exists():
            self.stdout.write("已经设置过了；数据库和界面文件已更新到当前版本。")
            return
        name = name or input("单位全称：").strip()
        if not name:
            raise CommandError("请用 --name 写明单位全称")
        password = password or getpass.getpass("管理员密码（至少 8 位）：")
        try:
            validate_password(password)
        except ValidationError as problems:
            raise CommandError(sentences(problems.messages)) from None
        open_books(code=code, name=name, short=short, admin=admin, admin_name=admin_name, password=password)
        self.stdout.write(f"已建好 {name}。用账号 {admin} 登录；启动：huiguan serve")
