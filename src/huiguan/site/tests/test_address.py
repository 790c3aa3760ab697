"""Where to listen: what cannot be is said before anything is prepared."""

import io
import socket

import pytest
from django.core.management import CommandError, call_command

from huiguan.kernel.models import Tenant
from huiguan.site import address


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    "written",
    ["8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:65536", "http://x:80", "[::1]"],
)
def test_what_is_no_address_is_answered_with_an_example(written):
    assert address.why_not_there(written) == address.WRONG.format(address=written)
    assert address.why_not_local(written) == address.WRONG.format(address=written)


def test_a_port_that_is_taken_is_said_with_another(taken):
    assert address.why_not_there(f"127.0.0.1:{taken}").startswith(f"127.0.0.1:{taken} 已经被别的程序占用")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_none_of_this_one(host):
    assert address.why_not_there(f"{host}:8000") == address.UNKNOWN.format(host=host)


def test_a_free_one_is_fine_and_stays_free(taken):
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = f"127.0.0.1:{other.getsockname()[1]}"

    assert [address.why_not_there(free) for _ in range(2)] == ["", ""]


@pytest.mark.parametrize(
    ("written", "why"), [("127.0.0.1:8000", ""), ("[::1]:8000", ""), ("0.0.0.0:8000", address.PUBLIC)]
)
def test_a_demo_is_served_to_this_machine_alone(written, why):
    assert address.why_not_local(written) == why


@pytest.mark.django_db
def test_a_demo_without_a_place_tells_no_story(taken):
    with pytest.raises(CommandError, match="已经被别的程序占用"):
        call_command("demo", address=f"127.0.0.1:{taken}", stdout=io.StringIO())

    assert Tenant.objects.count() == 0


def test_a_demo_is_not_served_from_real_books(cast):
    with pytest.raises(CommandError, match="这个数据文件夹里是正式的账，不能当示例用"):
        call_command("demo", no_serve=True, stdout=io.StringIO())
