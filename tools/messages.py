"""``python -m tools.messages extract | compile | check``: the translations, from the command line."""

import sys
from collections.abc import Callable

from huiguan.site import messages


def check() -> int:
    found = messages.problems()
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the translations." if found else "The translations are complete.")
    return int(bool(found))


COMMANDS: dict[str, Callable[[], int | None]] = {
    "extract": messages.extract,
    "compile": messages.compile_all,
    "check": check,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    sys.exit(COMMANDS[sys.argv[1]]())
