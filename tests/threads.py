"""What several do at the same moment, each in a thread and with a connection of its own; see ``for_threads``."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def in_threads(count: int, act: Callable[[], Any]) -> list:
    """Every ``act`` in a thread and with a connection of its own, all begun together; their answers."""
    ready, answers = Barrier(count), []

    def run():
        ready.wait()
        try:
            answers.append(act())
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
