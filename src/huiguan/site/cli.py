"""The command ``huiguan``: Django's own commands and ours. What goes wrong around it is one sentence."""

import os
import sys
from pathlib import Path

from huiguan.site import database, keys, overview
from huiguan.site.troubles import Unusable, sentence_of

MAKE_KEYS = {"setup", "demo"}
NEED_NO_KEYS = {"restore", "check", "makemigrations", "help", "version", "--version"}
ASK_FOR_HELP = {"--help", "-h"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiguan.site.settings")
    os.umask(0o077)  # whatever is kept is kept from the other users of this machine, in whatever folder
    try:
        run(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        sys.exit(sentence)


def run(arguments: list[str]) -> None:
    """Keys first, because the settings read them."""
    asked = [word for word in arguments[1:] if word not in ASK_FOR_HELP]
    for_help = len(asked) < len(arguments) - 1
    command = asked[0] if asked else "help"
    if not for_help and command in MAKE_KEYS:
        keys_for(keys.home())
    import django
    from django.conf import settings
    from django.core.management import execute_from_command_line, get_commands

    django.setup()
    if command == "help" and len(asked) < 2:
        print(overview.text())
    elif command not in {*get_commands(), *NEED_NO_KEYS}:
        raise Unusable(overview.unknown(command))
    elif settings.KEYS is None and not for_help and command not in NEED_NO_KEYS:
        raise Unusable(why_there_are_no_keys(settings.HOME))
    else:
        execute_from_command_line(arguments)


def keys_for(folder: Path) -> None:
    """Those that are there, or new ones where nothing was ever written with others."""
    if keys.read_keys(folder) is None:
        if database.holds_tables(folder):
            raise Unusable(why_there_are_no_keys(folder))
        keys.make_keys(folder)


def why_there_are_no_keys(folder: Path) -> str:
    words = keys.LOST if database.holds_tables(folder) else keys.NONE
    return words.format(file=keys.keys_file(folder), database=database.in_words(folder))


if __name__ == "__main__":
    main()
