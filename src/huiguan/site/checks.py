"""What serving others needs and a trial does not: ``huiguan check --deploy``."""

import stat
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from huiguan.site.keys import keys_file

LOCAL = {"127.0.0.1", "localhost", "[::1]"}


def before_others_come(app_configs, **kwargs) -> list[CheckMessage]:
    hosts = set(settings.ALLOWED_HOSTS)
    found = [
        (settings.KEYS is None, NO_KEYS),
        (settings.KEYS is not None and _others_read(), KEYS_SHOWN),
        (settings.DEBUG, DEBUGGING),
        (hosts <= LOCAL, NO_HOSTS),
        ("*" in hosts, EVERY_HOST),
        (not settings.BEHIND_TLS, NO_TLS),
        (any(urlsplit(origin).scheme == "http" for origin in settings.CSRF_TRUSTED_ORIGINS), PLAIN_ORIGIN),
    ]
    return [message for applies, message in found if applies]


def watch() -> None:
    register(before_others_come, "security", deploy=True)


def _others_read() -> bool:
    file = keys_file(settings.HOME)
    return file.exists() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


NO_KEYS = Error("还没有启用会馆：没有密钥文件。", hint="运行 huiguan setup。", id="huiguan.E001")
DEBUGGING = Error(
    "HUIGUAN_DEBUG=1 会把程序的内部情况显示给每个访问的人。", hint="去掉 HUIGUAN_DEBUG。", id="huiguan.E002"
)
EVERY_HOST = Error(
    "HUIGUAN_HOSTS 里的 * 让任何网址都能打开。", hint="写明域名，例如 huiguan.example.cn。", id="huiguan.E003"
)
KEYS_SHOWN = Warning("密钥文件 keys.json 别的系统用户也能读。", hint="运行 chmod 600 keys.json。", id="huiguan.W001")
NO_HOSTS = Warning(
    "只有本机能打开：没有设置 HUIGUAN_HOSTS。",
    hint="写明浏览器里要用的域名，例如 HUIGUAN_HOSTS=huiguan.example.cn。",
    id="huiguan.W002",
)
NO_TLS = Warning(
    "密码和资料在网络上不加密：没有设置 HUIGUAN_TLS=1。",
    hint="在前面放一个带 HTTPS 的反向代理，再设置 HUIGUAN_TLS=1。",
    id="huiguan.W003",
)
PLAIN_ORIGIN = Warning("HUIGUAN_ORIGINS 里有不加密的 http://。", hint="改成 https:// 开头的网址。", id="huiguan.W004")
