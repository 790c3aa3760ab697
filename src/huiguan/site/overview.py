"""What ``huiguan --help`` prints: the commands in groups, each with a sentence."""

from difflib import get_close_matches

from django.core.management import get_commands, load_command_class

GROUPS = {
    "启用和运行": ("setup", "serve", "demo"),
    "查数": ("figures", "claims"),
    "备份和密钥": ("backup", "restore", "keys"),
    "维护": ("migrate", "check", "seed", "shell"),
}
OF_DJANGO = {  # whose own sentences are about Django
    "check": "检查安装有没有问题；--deploy 检查正式使用还缺什么。",
    "shell": "给开发者：在这套数据上打开 Python。",
}


def text() -> str:
    lines = ["huiguan 命令 [选项]", ""]
    for group, names in GROUPS.items():
        lines += [group, *(f"  {name:<10}{_sentence(name)}" for name in names), ""]
    lines += ["其余是 Django 自己的命令", *_in_rows(_others()), ""]
    lines += ["一个命令有哪些选项：huiguan 命令 --help"]
    return "\n".join(lines)


def unknown(name: str) -> str:
    close = get_close_matches(name, get_commands(), n=1)
    meant = f"是不是想用 {close[0]}？" if close else ""
    return f"没有“{name}”这个命令。{meant}运行 huiguan --help 看全部命令。"


def _sentence(name: str) -> str:
    return OF_DJANGO.get(name) or load_command_class(get_commands()[name], name).help


def _others() -> list[str]:
    listed = {name for names in GROUPS.values() for name in names}
    return sorted(set(get_commands()) - listed)


def _in_rows(names: list[str], a_row: int = 5) -> list[str]:
    return [f"  {'  '.join(names[start : start + a_row])}" for start in range(0, len(names), a_row)]
