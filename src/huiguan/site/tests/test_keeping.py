"""The worker beside the server: there again when it was killed, gone when the server ends."""

import os
import signal
import sys
import time

import pytest

from huiguan.site.keeping import kept_alive

WRITES_ITS_NUMBER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
PATIENCE = 60


@pytest.fixture
def started(tmp_path):
    """The command, and a function that waits until so many have been started and returns their numbers."""
    file = tmp_path / "numbers"
    file.touch()

    def numbers(count: int) -> list[int]:
        until = time.monotonic() + PATIENCE
        while len(found := file.read_text().split()) < count and time.monotonic() < until:
            time.sleep(0.05)
        return [int(number) for number in found]

    return [sys.executable, "-c", WRITES_ITS_NUMBER, str(file)], numbers


def lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_was_killed_is_started_again_and_ends_with_the_block(started):
    command, numbers = started

    with kept_alive(command, pause=0.1):
        (first,) = numbers(1)
        os.kill(first, signal.SIGKILL)
        _first, second = numbers(2)
        assert lives(second)

    assert [lives(first), lives(second)] == [False, False]
    assert len(numbers(0)) == 2


def test_a_fork_that_leaves_the_block_ends_nothing(started):
    command, numbers = started
    block = kept_alive(command, pause=0.1)
    block.__enter__()
    (first,) = numbers(1)

    if (child := os.fork()) == 0:
        block.__exit__(None, None, None)
        os._exit(0)
    os.waitpid(child, 0)
    lived_on = lives(first)
    block.__exit__(None, None, None)

    assert (lived_on, lives(first)) == (True, False)
