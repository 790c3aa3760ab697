"""Where the site listens, written as ``host:port``."""

import errno
import re
import socket

LOCAL = ("127.0.0.1", "localhost", "[::1]")
WRONG = "看不懂地址“{address}”。要写成 地址:端口，端口在 1 到 65535 之间，例如 127.0.0.1:8000"
TAKEN = "{address} 已经被别的程序占用（也许会馆已经启动了）。换一个端口，例如 --address {host}:{other}"
UNKNOWN = "这台机器上没有地址“{host}”。只在本机用写 127.0.0.1，给别的电脑用写 0.0.0.0"
FORBIDDEN = "1024 以下的端口要系统管理员才能用：{address}。请用大一点的端口，例如 --address {host}:8000"
PUBLIC = "示例账号的密码是公开的，只能在本机使用：--address 127.0.0.1:端口"


def is_local(address: str) -> bool:
    """Whether only a browser on this machine reaches it."""
    return address.rpartition(":")[0] in LOCAL


def why_not_local(address: str) -> str:
    if _parts(address) is None:
        return WRONG.format(address=address)
    return "" if is_local(address) else PUBLIC


def why_not_there(address: str) -> str:
    """Why nothing can be served at this address, found by trying; nothing where it can."""
    parts = _parts(address)
    if parts is None:
        return WRONG.format(address=address)
    host, port = parts
    words = {"address": address, "host": host, "other": port + 1 if port < 65535 else port - 1}
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host.strip("[]"), port))
            tried.listen()
        except PermissionError:
            return FORBIDDEN.format(**words)
        except (socket.gaierror, UnicodeError):
            return UNKNOWN.format(**words)
        except OSError as error:
            return (TAKEN if error.errno == errno.EADDRINUSE else UNKNOWN).format(**words)
    return ""


def _parts(address: str) -> tuple[str, int] | None:
    found = re.fullmatch(r"([\w.-]+|\[[0-9a-fA-F:.]+\]):([0-9]{1,5})", address)
    if not found or not 1 <= int(found[2]) <= 65535:
        return None
    return found[1], int(found[2])
