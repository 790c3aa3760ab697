"""What is kept of an error that nobody saw: where it arose, and not what it said, which may name people."""

import traceback
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


class SomeFailed(Exception):
    """Of many things that were to be done some were not, and the rest was; says how many, and where they failed."""

    def __init__(self, failures: Iterable[BaseException]):
        places = Counter(map(place_of, failures))
        super().__init__(", ".join(f"{number} × {place}" for place, number in places.items()))


def place_of(failure: BaseException) -> str:
    if isinstance(failure, SomeFailed):
        return str(failure)
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)] or frames
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
    return f"{type(failure).__name__}{where}"
