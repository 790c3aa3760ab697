"""What is kept of an error that nobody saw: where it arose, and not what it said, which may name people."""

import traceback
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def place_of(failure: BaseException) -> str:
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)] or frames
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
    return f"{type(failure).__name__}{where}"
