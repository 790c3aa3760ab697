import getpass
import sys
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from huiguan.kernel.models import Tenant, User
from huiguan.register.opening import open_books
from huiguan.register.tables import regions
from huiguan.site.prepare import prepare


class Command(BaseCommand):
    help = "正式启用：新建一套空账和第一个管理员，密钥放在数据文件夹里；再次运行只升级，不动数据。"

    def add_arguments(self, parser):
        parser.add_argument("--name", help="全称，例如 某某县工商业联合会")
        parser.add_argument("--short", default="", help="简称")
        parser.add_argument("--code", default="home", help="代号，小写英文")
        parser.add_argument("--region", default="", help="所在县（市、区）的六位行政区划代码，例如 371322")
        parser.add_argument("--admin", default="admin", help="管理员账号")
        parser.add_argument("--admin-name", default="管理员", help="管理员姓名")
        parser.add_argument("--password", help="管理员密码；不写则当面输入两遍")

    def handle(self, *args, name, short, code, region, admin, admin_name, password, **options):
        prepare()
        if Tenant.objects.exists():
            self.stdout.write("已经设置过了；数据库和界面文件已更新到当前版本。")
            return
        if region and (len(region) != 6 or not regions.find(region)):
            raise CommandError(f"没有这个行政区划代码：{region}。请填六位代码，例如 371322（郯城县）")
        name = name or asked("--name", lambda: input("单位全称：").strip())
        if not name:
            raise CommandError("请用 --name 写明单位全称")
        password = password or asked("--password", typed_twice)
        try:
            validate_password(password, User(username=admin, name=admin_name))
        except ValidationError as problems:
            raise CommandError("\n".join(problems.messages)) from None
        facts = {"code": code, "name": name, "short": short, "region": region}
        open_books(**facts, admin=admin, admin_name=admin_name, password=password)
        if not region:
            self.stdout.write("还没有说明是哪个县：可以在本会的档案里填写所在地，乡镇就会排在最前面。")
        self.stdout.write(f"已建好 {name}。用账号 {admin} 登录；启动：huiguan serve")


def asked(option: str, question: Callable[[], str]) -> str:
    """The answer of whoever sits at the terminal; without one, which option says it."""
    if not sys.stdin.isatty():
        raise CommandError(f"这里没有可以输入的终端，请用 {option} 写明")
    try:
        return question()
    except EOFError:
        raise CommandError(f"没有输入，什么也没有建；也可以用 {option} 写明") from None


def typed_twice() -> str:
    """A password that nobody sees on the screen is typed twice, so that a slip is noticed."""
    first = getpass.getpass("管理员密码（至少 8 位）：")
    if getpass.getpass("再输一遍：") != first:
        raise CommandError("两遍输入的密码不一样，什么也没有建，请重来一次")
    return first
