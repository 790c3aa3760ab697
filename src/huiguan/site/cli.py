"""The command ``huiguan``: Django's own commands and ours."""

import os
import sys

from huiguan.site.keys import ensure_keys, home

STARTS = {"setup", "demo"}


def main() -> None:
    """``setup`` and ``demo`` make the secrets first, because the settings read them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiguan.site.settings")
    if STARTS & set(sys.argv[1:2]):
        ensure_keys(home())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
