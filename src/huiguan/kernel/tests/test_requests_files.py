"""Forms with files: what is said of them when the session has ended, and how much is taken from whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiguan.kernel.tests.sessions import NEW, idle
from huiguan.kernel.tests.test_requests import sectors, sign_in
from tests.cast import browser, filled, token_of


@pytest.fixture
def attaching(cast):
    return f"/organizations/{cast.tea_firm.pk}/files/new/"


def files(size=10):
    return {"files": [SimpleUploadedFile("门头.txt", b"x" * size), SimpleUploadedFile("合同.txt", b"y")]}


def test_files_chosen_before_the_session_ended_are_said_to_be_lost_before_and_after_the_form_is_sent_again(
    cast, admin, attaching
):
    """The form of a sector takes none, but any form may be sent with some."""
    data = filled(admin.get(NEW)) | {"name": "茶具"}
    idle(admin, 61)
    asked = admin.post(NEW, data | files())
    client = Client()
    resumed = sign_in(client, asked.context["held"], "admin")
    again = client.post(NEW, dict(resumed.context["fields"]) | {"_once": resumed.context["token"]}, follow=True)
    later = client.get("/sectors/").content.decode()

    assert "选好的文件没有带过来（门头.txt、合同.txt）" in asked.content.decode()
    assert "门头.txt、合同.txt：请在提交以后再选一次" in resumed.content.decode()
    assert ["照片、材料没有带过来，请在这里再传" in page for page in (again.content.decode(), later)] == [True, False]
    assert sectors("茶具") == 1


def test_a_form_without_files_says_nothing_of_files(cast, interrupted):
    client = Client()
    resumed = sign_in(client, interrupted.context["held"], "admin")
    again = client.post(NEW, dict(resumed.context["fields"]) | {"_once": resumed.context["token"]}, follow=True)

    pages = [interrupted.content.decode(), resumed.content.decode(), again.content.decode()]
    assert ["没有带过来" in page for page in pages] == [False, False, False]


def test_files_of_a_form_that_was_refused_are_named_since_they_are_to_be_chosen_again(cast, admin, attaching):
    empty = files()
    empty["files"].append(SimpleUploadedFile("程序.exe", b"MZ"))
    refused = admin.post(attaching, filled(admin.get(attaching)) | empty)
    opened = admin.get(attaching)

    assert refused.status_code == 422
    assert refused.context["left_files"] == "门头.txt、合同.txt、程序.exe"
    assert ["选好的文件要再选一次" in page.content.decode() for page in (refused, opened)] == [True, False]


# how much may be sent


MIB = 2**20


@pytest.fixture
def small(settings):
    settings.FILE_BYTES = 100_000  # so that twenty of them make two million


@pytest.mark.parametrize(
    ("who", "where", "size", "code"),
    [
        ("admin", "attach", 3 * MIB, 422),  # taken in, and then each is too large
        ("admin", "attach", 5 * MIB, 413),
        ("admin", "/sectors/new/", 3 * MIB, 413),
        ("admin", "/nowhere/", 3 * MIB, 413),
        ("admin", "/nowhere/", 1 * MIB, 404),
        (None, "attach", 3 * MIB, 413),
        (None, "/sign-in/", 3 * MIB, 413),
        (None, "/sign-in/", 1 * MIB, 200),
    ],
)
def test_only_people_whom_we_know_send_much_and_only_to_pages_that_take_files(
    cast, small, attaching, who, where, size, code
):
    client = browser(cast.admin) if who else Client()
    token = token_of(client.get(attaching)) if who else ""

    answer = client.post(attaching if where == "attach" else where, {"_once": token, **files(size)})

    assert answer.status_code == code
    assert ("发来的内容太大了" in answer.content.decode()) is (code == 413)


def test_what_does_not_say_how_much_it_is_is_not_read(cast, admin):
    answer = admin.post(NEW, {"name": "茶具"}, headers={"transfer-encoding": "chunked"})

    assert (answer.status_code, sectors("茶具")) == (413, 0)


def test_files_of_somebody_who_was_away_too_long_do_not_cost_them_their_form(admin, attaching):
    data = filled(admin.get(attaching))
    idle(admin, 61)

    assert admin.post(attaching, data | files(3 * MIB)).status_code == 401
