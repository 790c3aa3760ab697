"""What several tests of the kernel begin with."""

import pytest

from huiguan.kernel.tests.sessions import NEW, idle
from tests.cast import browser, filled


@pytest.fixture
def admin(cast):
    client = browser(cast.admin)
    client.get("/")
    return client


@pytest.fixture
def interrupted(admin):
    """A form was filled in, the session ended, and the form was sent."""
    data = filled(admin.get(NEW)) | {"name": "茶具", "csrfmiddlewaretoken": "x"}
    idle(admin, 61)
    return admin.post(NEW, data)
