"""What can be wrong with the ground an installation stands on, each as one sentence for whoever runs a command."""

import errno
import re
from collections.abc import Iterator

FULL = "磁盘满了，或者超过了允许的大小，没有写完。请腾出空间再运行一次。"
FORBIDDEN = "没有权限：{what}。请换成当初启用会馆的那个系统用户来运行，或改正文件夹的权限。"
NO_DATABASE_FILE = "打不开数据库文件。请看 HUIGUAN_HOME 写的文件夹在不在、能不能读写。"
READ_ONLY = "数据库文件写不进去。请换成当初启用会馆的那个系统用户来运行，或改正文件夹的权限。"
NOT_A_DATABASE = "数据库文件坏了，或者根本不是数据库。请从备份里恢复 huiguan.sqlite3。"
LOCKED = "数据库正被别的程序占用，等了一会儿也没有轮到。请关掉占用它的程序，再运行一次。"
CROSSED = "有人正在改同样的记录，数据库让他先办完了。请再来一次。"
NOT_PREPARED = "数据库还没有建好，或者是旧版本的。请先运行 huiguan setup（已有的数据不会动）。"
NO_SERVER = "连不上 PostgreSQL：{what}。请看它是否在运行，PGHOST、PGPORT、PGUSER、PGPASSWORD 写得对不对。"

OF_FILES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EROFS: FORBIDDEN,
}
OF_DATABASES = (  # what SQLite and PostgreSQL say, in their own English
    (r"disk is full|disk I/O error|No space left on device", FULL),
    (r"unable to open database file", NO_DATABASE_FILE),
    (r"readonly database", READ_ONLY),
    (r"not a database|malformed", NOT_A_DATABASE),
    (r"is locked", LOCKED),
    (r"deadlock detected|could not serialize access", CROSSED),
    (r"no such (table|column)|(relation|column) .* does not exist", NOT_PREPARED),
    (r"connection (failed|is bad|to server|timeout)|could not connect|server closed|failed to resolve", NO_SERVER),
)
DATABASE_MODULES = ("django.db", "sqlite3", "psycopg")


class Unusable(Exception):
    """The installation cannot be used as it stands. The message is the whole answer; no trace of calls would help."""


def sentence_of(error: BaseException) -> str | None:
    """None for what is no trouble of the ground but a mistake of the program, whose trace is wanted."""
    return next(filter(None, map(_sentence, _with_its_causes(error))), None)


def passes(error: BaseException) -> bool:
    """Whether the same may succeed in a while: a turn is waited for, the server comes back, somebody makes room."""
    return sentence_of(error) not in (None, NOT_A_DATABASE, NOT_PREPARED)


def _with_its_causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found:
        yield found
        found = found.__cause__


def _sentence(error: BaseException) -> str | None:
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, OSError):
        sentence = OF_FILES.get(error.errno or 0)
        return sentence and sentence.format(what=error.filename or error.strerror)
    if type(error).__module__.startswith(DATABASE_MODULES):
        said = str(error).strip()
        first = said.splitlines()[0] if said else ""
        return next((words.format(what=first) for pattern, words in OF_DATABASES if re.search(pattern, said)), None)
    return None
