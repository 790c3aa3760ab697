import pytest

from tests.cast import Cast, gather


@pytest.fixture
def cast(db) -> Cast:
    """Two federations and somebody of every role; see tests/cast.py."""
    return gather()
