import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.urls import path

from huiguan.site import settings as settings_file


def test_tests_live_in_a_temporary_home() -> None:
    home = Path(os.environ["HUIGUAN_HOME"])

    assert home.name.startswith("huiguan-test-")
    assert settings.HOME == settings_file.HOME == home.resolve()
    assert settings.MEDIA_ROOT.is_relative_to(settings.HOME)
    assert settings.KEYS is None


def is_marked(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("database") is not None


def test_what_asks_no_database_is_not_run_once_more_on_another(request) -> None:
    assert not is_marked(request)


def test_what_asks_for_it_is_found_out(request, db) -> None:
    assert is_marked(request)


@pytest.mark.django_db
def test_what_is_said_to_ask_for_it_is_found_out(request) -> None:
    assert is_marked(request)


def test_passwords_are_quick() -> None:
    assert make_password("x").startswith("md5$")


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_nothing_outside_is_spoken_to(method: str, host: str) -> None:
    with socket.socket() as ours, pytest.raises(RuntimeError, match="without a network"):
        getattr(ours, method)((host, 80))


def test_this_machine_is_spoken_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as ours:
        assert ours.getpeername() == server.getsockname()


@pytest.mark.browser
def test_chromium_renders_chinese_and_loads_nothing_from_outside(chromium) -> None:
    page = chromium.new_page(locale="zh-CN")
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))

    page.set_content('<h1>会馆</h1><img src="http://example.org/x.png">')

    assert page.inner_text("h1") == "会馆"
    assert failed == ["http://example.org/x.png"]
    page.close()


@login_not_required
def write_one(request: HttpRequest) -> HttpResponse:
    get_user_model().objects.create_user(username=request.GET["name"])
    return HttpResponse("written")


urlpatterns = [path("write/", write_one)]


@pytest.mark.browser
@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_a_journey_reads_what_its_server_writes_in_many_threads(chromium, live_server) -> None:
    users = get_user_model().objects
    users.create_user(username="zhang")
    page = chromium.new_page()

    page.goto(f"{live_server.url}/write/?name=li")
    page.evaluate("Promise.all([...'abcdefgh'].map((name) => fetch('/write/?name=' + name)))")

    assert set(users.values_list("username", flat=True)) == {"zhang", "li", *"abcdefgh"}
    page.close()
