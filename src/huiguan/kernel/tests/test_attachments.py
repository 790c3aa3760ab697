"""Files on a record, told with the activities and organizations of the cast."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.filetypes import is_what_it_says
from huiguan.kernel.models import Attachment, Step
from tests.cast import browser, filled, submit

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
PDF = b"%PDF-1.7\n" + b"0" * 40


def file(name: str = "营业执照.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def clerk(cast):
    return browser(cast.clerk)


def page(name: str, *args: int) -> str:
    return reverse(f"organizations.{name}", args=args)


def hang(client, firm, *files):
    return submit(client, page("attach", firm.pk), {"files": list(files)})


def opened(client, url: str) -> tuple:
    """An answer that streams a file, and the file."""
    answer = client.get(url)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def shelf(client, firm) -> dict:
    return client.get(page("detail", firm.pk)).context["shelf"]


def test_files_hang_on_a_record_and_come_back_as_they_were(cast, clerk, folder):
    answer = hang(clerk, cast.tea_firm, file(), file("门头.png", PNG))

    assert (answer.status_code, answer.url) == (302, page("detail", cast.tea_firm.pk))
    names = [one["row"].name for one in shelf(clerk, cast.tea_firm)["files"]]
    assert names == ["营业执照.pdf", "门头.png"]
    kept, picture = Attachment.objects.order_by("pk")
    served, content = opened(clerk, page("file", cast.tea_firm.pk, kept.pk))
    assert content == PDF
    assert served["Content-Type"] == "application/pdf"
    assert served["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%90%A5")
    shown, _content = opened(clerk, page("file", cast.tea_firm.pk, picture.pk))
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert [path.stat().st_mode & 0o777 for path in folder.rglob("*.p*")] == [0o600, 0o600]


def test_a_file_taken_off_can_be_put_back_and_the_record_remembers_both(cast, clerk):
    hang(clerk, cast.tea_firm, file())
    kept = Attachment.objects.get()
    token = filled(clerk.get(page("attach", cast.tea_firm.pk)))

    clerk.post(page("detach", cast.tea_firm.pk, kept.pk), token)

    gone = shelf(clerk, cast.tea_firm)
    assert ([*gone["files"]], [one["row"] for one in gone["removed"]]) == ([], [kept])
    assert clerk.get(page("file", cast.tea_firm.pk, kept.pk)).status_code == 404

    clerk.post(page("reattach", cast.tea_firm.pk, kept.pk), filled(clerk.get(page("attach", cast.tea_firm.pk))))

    assert [one["row"] for one in shelf(clerk, cast.tea_firm)["files"]] == [kept]
    steps = [(step.move, step.why, step.by) for step in Step.of(cast.tea_firm).exclude(move="create")]
    assert steps == [(move, "营业执照.pdf", cast.clerk) for move in ("attach", "detach", "reattach")]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("程序.exe", b"MZ", "格式不收"),
        ("没有扩展名", PDF, "格式不收"),
        ("空.pdf", b"", "空的"),
        ("假.pdf", PNG, "内容与扩展名不符"),
        ("假.docx", PDF, "内容与扩展名不符"),
        ("宏.docx", zipped("word/document.xml", "word/vbaProject.bin"), "带有宏"),
        ("大写的宏.docx", zipped("word/document.xml", "word/VBAPROJECT.BIN"), "带有宏"),
        ("别名的宏.xlsx", zipped("xl/workbook.xml", "xl/macros.bin"), "带有宏"),
        ("旧式的宏.xlsx", zipped("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "带有宏"),
        ("二进制.txt", b"a\x00b", "内容与扩展名不符"),
        ("大.txt", b"a" * 1001, "请压缩以后再传"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(cast, clerk, settings, name, content, complaint):
    settings.FILE_BYTES = 1000

    answer = hang(clerk, cast.tea_firm, file(), file(name, content))

    (said,) = answer.context["form"].errors["files"]
    assert answer.status_code == 422
    assert complaint in said and name in said
    assert Attachment.objects.count() == 0


def test_sending_nothing_asks_for_a_file(cast, clerk):
    answer = hang(clerk, cast.tea_firm)

    assert (answer.status_code, "files" in answer.context["form"].errors) == (422, True)


def test_the_same_content_hangs_once_on_a_record(cast, clerk):
    hang(clerk, cast.tea_firm, file())

    again = hang(clerk, cast.tea_firm, file("另一个名字.pdf"))
    twice = hang(clerk, cast.silk_firm, file(), file("又一个.pdf"))
    said = clerk.get(f"/organizations/{cast.silk_firm.pk}/").content.decode()

    assert again.context["form"].errors["files"] == ["“另一个名字.pdf”已经有了，没有再存一份"]
    assert (again.status_code, twice.status_code, "“又一个.pdf”已经有了，没有再存一份" in said) == (422, 302, True)
    assert sorted(row.object_id for row in Attachment.objects.all()) == sorted([cast.tea_firm.pk, cast.silk_firm.pk])


def test_a_double_click_hangs_a_file_once(cast, clerk):
    form = filled(clerk.get(page("attach", cast.tea_firm.pk)))

    answers = [clerk.post(page("attach", cast.tea_firm.pk), form | {"files": [file()]}) for _ in range(2)]

    assert {answer.url for answer in answers} == {page("detail", cast.tea_firm.pk)}
    assert Attachment.objects.count() == 1


def test_whoever_sees_the_record_sees_its_files_and_nobody_else(cast, clerk):
    hang(clerk, cast.tea_firm, file())
    kept = Attachment.objects.get()
    tea, silk = cast.tea_firm, cast.silk_firm

    codes = {
        name: opened(browser(getattr(cast, name)), page("file", tea.pk, kept.pk))[0].status_code
        for name in ("tea_secretary", "auditor", "stranger")
    }
    reading = shelf(browser(cast.auditor), tea)

    assert codes == {"tea_secretary": 200, "auditor": 200, "stranger": 404}
    assert clerk.get(page("file", silk.pk, kept.pk)).status_code == 404  # by way of another record
    assert (reading["attach_url"], reading["removed"]) == ("", [])
    refused = browser(cast.auditor)
    assert refused.get(page("attach", tea.pk)).status_code == 403
    assert refused.post(page("detach", tea.pk, kept.pk)).status_code in (403, 409)
    assert Attachment.objects.get().removed_at is None


def test_a_file_that_is_lost_on_the_disk_is_said_to_be(cast, clerk, folder):
    hang(clerk, cast.tea_firm, file())
    for path in folder.rglob("*.pdf"):
        path.unlink()

    answer = clerk.get(page("file", cast.tea_firm.pk, Attachment.objects.get().pk), follow=True)

    assert answer.redirect_chain == [(page("detail", cast.tea_firm.pk), 302)]
    assert "请联系管理员从备份恢复" in answer.content.decode()


def test_long_names_keep_their_ending(cast, clerk):
    hang(clerk, cast.tea_firm, file("长" * 200 + ".pdf"))

    name = Attachment.objects.get().name

    assert (len(name), name[-6:]) == (150, "长….pdf")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.PDF", PDF),
        ("a.ofd", zipped("OFD.xml")),
        ("a.docx", zipped("word/document.xml")),
        ("a.xlsx", zipped("xl/workbook.xml")),
        ("a.pptx", zipped("ppt/presentation.xml")),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 40),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + b"0" * 40),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("a.heic", b"\x00\x00\x00\x18ftypheic"),
        ("a.csv", "名称,电话\n".encode("gb18030")),
    ],
)
def test_files_that_an_office_has_are_what_they_say(name, content):
    stored = io.BytesIO(content)

    assert is_what_it_says(stored, name) is True
    assert stored.tell() == 0
    assert is_what_it_says(io.BytesIO(b"\x00\x01\x02"), name) is False


def test_the_largest_file_is_told_as_it_is_set(cast, clerk):
    page = clerk.get(reverse("organizations.attach", args=[cast.tea_firm.pk])).content.decode()

    assert "20.0 MB" in page.replace("\xa0", " ")


# what is left of acts that were undone


def kept_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_file_of_an_act_that_was_undone_goes_with_it(cast, clerk, folder):
    """The first of the two files is written, the second is refused by the database."""
    clerk.raise_request_exception = False
    refuse = OperationalError("database or disk is full")

    def full(execute, sql, params, many, context):
        if "INSERT" in sql and "kernel_attachment" in sql and Attachment.objects.exists():
            raise refuse
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        answer = hang(clerk, cast.tea_firm, file(), file("门头.png", PNG))

    assert (answer.status_code, Attachment.objects.count(), kept_in(folder)) == (503, 0, [])


def test_a_file_that_cannot_be_written_whole_is_not_left_behind(cast, folder):
    class Breaks(SimpleUploadedFile):
        """Its second reading, which is the one that writes it, stops half way."""

        readings = 0

        def chunks(self, chunk_size=None):
            self.readings += 1
            yield b"%PDF-half"
            if self.readings == 2:
                raise OSError(28, "No space left on device")

    with cast.work(), pytest.raises(OSError):
        Attachment.hang(cast.tea_firm, Breaks("a.pdf", PDF))

    assert kept_in(folder) == []


# how many


@pytest.mark.parametrize(
    ("there", "bytes_there", "code"),
    [(99, 10, 302), (100, 10, 422), (1, 200 * 2**20, 422), (1, 200 * 2**20 - len(PDF), 302)],
)
def test_a_record_holds_so_many_files_and_so_much(cast, clerk, there, bytes_there, code):
    about = {"tenant": cast.tenant, "label": cast.tea_firm.label(), "object_id": cast.tea_firm.pk}
    for number in range(there):
        row = Attachment(**about, name=f"{number}.pdf", file=f"{number}.pdf", digest=str(number), at=clock.now())
        row.size, row.removed_at = (bytes_there if not number else 0), (clock.now() if not number else None)
        row.save()

    answer = hang(clerk, cast.tea_firm, file())

    assert answer.status_code == code
    if code == 422:
        assert "一条记录最多 100 个文件、共 200.0\xa0MB" in answer.context["form"].errors["files"][0]


def test_many_files_are_folded_away(cast, clerk):
    for number in range(32):
        with cast.work():
            Attachment.hang(cast.tea_firm, file(f"{number}.pdf", PDF + bytes([number])))

    answer = clerk.get(page("detail", cast.tea_firm.pk))

    shelf = answer.context["shelf"]
    before, _sign, folded = answer.content.decode().partition("还有 2 个")
    assert [len(shelf[name]) for name in ("files", "shown", "folded")] == [32, 30, 2]
    assert [".pdf</a>" in part for part in (before, folded)] == [True, True]
    assert (before.count(".pdf</a>"), folded.count(".pdf</a>")) == (30, 2)
