"""Lists from paper and from spreadsheets: what is read of them, what is refused, and what is kept."""

from datetime import date
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from huiguan.activities import actions, sheet_files, sheet_sizes
from huiguan.activities.models import Activity, ActivityKind, Invitation, Participation, SignIn
from huiguan.activities.sign_in_lists import FIRST_LINES, Line, lines, table_of
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.register.models import Organization, Person
from tests.cast import again, browser, filled, submit

HEADS = ["序号", "姓 名", "工作单位", "职务", "联系电话", "身份"]


@pytest.fixture
def forum(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        starts = clock.at(date(2024, 7, 1))
        activity = Activity(kind=kind, title="银杏节恳谈会", node=cast.root, starts=starts, place="会展中心")
        return actions.plan(activity, by=cast.clerk, hosts=[cast.federation])


@pytest.fixture
def url(forum) -> str:
    return reverse("sign_ins.upload", args=[forum.pk])


def book(*rows: list, far: bool = False) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as written:
        sheet = written.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if far:
            sheet.write(1_000_000, 16_000, "远")
    return buffer.getvalue()


def upload(client, url: str, name: str, content: bytes, step: str = "check"):
    data = filled(client.get(url)) | {"file": SimpleUploadedFile(name, content), "step": step}
    return client.post(url, data)


def kept(forum: Activity) -> tuple[list, list]:
    rows = Participation.everywhere.filter(activity=forum).order_by("pk").select_related("person")
    waiting = SignIn.everywhere.filter(activity=forum, state="pending").order_by("pk")
    return [(str(row), row.role) for row in rows], [(row.name, row.firm, row.post) for row in waiting]


# what is read


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([["姓名", "单位"], ["张三", "茶社"]], [Line("张三", "茶社")]),
        ([["单位名称", "电话", "姓名："], ["茶社", "139", "张三"]], [Line("张三", "茶社")]),
        (
            [["签到表"], [""], HEADS, ["1", "张　三", "茶社", "经理", "139", "嘉宾"]],
            [Line("张三", "茶社", "经理", "guest")],
        ),
        ([["1", "张三", "茶社", "经理"], ["2", "李四", "", ""]], [Line("张三", "茶社", "经理"), Line("李四")]),
        ([["张三", "13900000000", "茶社"]], [Line("张三", "茶社")]),
        ([["姓名"], ["张三"], ["张三"], [""], ["12"], ["姓名"]], [Line("张三")]),
        ([["姓名", "身份"], ["张三", "贵宾"]], [Line("张三")]),
    ],
)
def test_columns_are_known_by_their_heading_or_by_their_place(table, found):
    assert lines(table) == found


def test_what_was_copied_from_a_spreadsheet_is_a_table():
    assert table_of("姓名\t单位\r\n张三\t 茶社 \n\n") == [["姓名", "单位"], ["张三", "茶社"]]


def test_a_list_of_names_alone_is_sent_on_as_it_was_read(cast, forum, url):
    client = browser(cast.clerk)
    shown = submit(client, url, {"text": "姓名\n张三\n李四", "step": "check"})

    again(client, url, shown, {"step": "save"})

    assert [name for name, _firm, _post in kept(forum)[1]] == ["张三", "李四"]


def test_a_list_is_looked_over_first_and_nothing_is_kept(cast, forum, url):
    with cast.work():
        cast_twin = Person(node=cast.root, name="会某")
        cast_twin.save()
        actions.enter(forum, [Participation(name="老某")], by=cast.clerk)
    rows = [["副某", "甲县云雾茶业有限公司"], ["会某", ""], ["外某", "外省公司"], ["老某", ""]]

    shown = upload(browser(cast.clerk), url, "签到.xlsx", book(["姓名", "单位"], *rows))

    kinds = [(row.line.name, row.kind) for row in shown.context["form"].rows]
    assert kinds == [("副某", "sure"), ("会某", "several"), ("外某", "unknown"), ("老某", "stands")]
    assert kept(forum) == ([("老某", "attendee")], [])


def test_sure_ones_are_entered_the_others_wait_and_nobody_is_made(cast, forum, url):
    client = browser(cast.clerk)
    before = (Person.everywhere.count(), Organization.everywhere.count())
    rows = [[1, "副某", "甲县云雾茶业有限公司", "副主席", 13900000000, "嘉宾"], [2, "外某", "外省公司", "经理", "", ""]]
    shown = upload(client, url, "签到.xlsx", book(["签到表"], HEADS, *rows))

    answer = again(client, url, shown, {"step": "save"})

    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["登记 1 人；1 人已记下，等您确认"]
    assert kept(forum) == ([("副某", "guest")], [("外某", "外省公司", "经理")])
    assert {row.way for row in SignIn.everywhere.all()} == {"paper"}
    assert "13900000000" not in str(list(SignIn.everywhere.values()))
    assert (Person.everywhere.count(), Organization.everywhere.count()) == before


def test_the_same_list_again_enters_nobody_twice(cast, forum, url):
    client = browser(cast.clerk)
    for _time in range(2):
        shown = submit(client, url, {"text": "副某 甲县云雾茶业有限公司\n外某 外省公司", "step": "check"})
        again(client, url, shown, {"step": "save"})

    assert kept(forum) == ([("副某", "attendee")], [("外某", "外省公司", "")])


def test_an_invited_guest_on_the_list_is_known(cast, forum, url):
    with cast.work():
        (row,), _twice = actions.invite(forum, [Invitation(name="张三")], by=cast.clerk)
        perform(row, "send", by=cast.clerk)
    client = browser(cast.clerk)

    again(client, url, submit(client, url, {"text": "张三", "step": "check"}), {"step": "save"})

    assert (kept(forum), SignIn.everywhere.get().invitation) == (([("张三", "attendee")], []), row)


def test_what_was_read_wrong_is_corrected_before_it_is_saved(cast, forum, url):
    client = browser(cast.clerk)
    shown = submit(client, url, {"text": "外某 外省公司", "step": "check"})

    again(client, url, shown, {"text": "姓名\t单位\n外某\t外省有限公司", "step": "save"})

    assert kept(forum)[1] == [("外某", "外省有限公司", "")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_with_commas_is_read_as_it_was_written_on_any_machine(encoding, delimiter):
    text = f"姓名{delimiter}单位\r\n张三{delimiter}“茶社”有限公司\r\n"

    assert sheet_files.read(BytesIO(text.encode(encoding)), "名单.CSV") == [
        ["姓名", "单位"],
        ["张三", "“茶社”有限公司"],
    ]


# what is refused


def encrypted() -> bytes:
    return sheet_files.COMPOUND + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600


def sheet(cells: str, **parts: str) -> bytes:
    """A book as small as one can be, with a sheet as it is written by hand."""
    out, office = BytesIO(), "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    named = '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    target = parts.pop("target", "worksheets/sheet1.xml")

    def leads(kind: str, to: str) -> str:
        one = f'<Relationship Id="rId1" Type="{office}/{kind}" Target="{to}"/>'
        return f'<Relationships xmlns="{packages}/relationships">{one}</Relationships>'

    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{packages}/content-types"/>')
        packed.writestr("_rels/.rels", leads("officeDocument", "xl/workbook.xml"))
        packed.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}">{named}</workbook>')
        packed.writestr("xl/_rels/workbook.xml.rels", leads("worksheet", target))
        parts = {"sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'} | parts
        for name, text in parts.items():
            packed.writestr(f"xl/{name}" if name == "sharedStrings.xml" else f"xl/worksheets/{name}", text)
    return out.getvalue()


def beyond(attributes: str) -> bytes:
    """A sheet whose second cell lies where ``attributes`` say."""
    return sheet(f"<row><c><v>1</v></c><c {attributes}><v>1</v></c></row>")


def shared(length: int, cells: int) -> bytes:
    strings = f"<sst><si><t>{'长' * length}</t></si></sst>"
    return sheet("<row>" + '<c t="s"><v>0</v></c>' * cells + "</row>", **{"sharedStrings.xml": strings})


def open_document() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", '<table number-rows-repeated="1000000"/>')
    return out.getvalue()


def declared() -> bytes:
    return sheet(
        "", **{"sheet1.xml": '<!DOCTYPE w [<!ENTITY far "XFD1">]><w><sheetData><c r="&far;"/></sheetData></w>'}
    )


def many(count: int) -> bytes:
    return book(["姓名"], *([f"某{number}人"] for number in range(count)))


WRONG = {
    "empty": ("名单.xlsx", lambda: b"", "空的"),
    "picture": ("名单.png", lambda: b"\x89PNG", "请上传"),
    "no ending": ("名单", lambda: b"x", "请上传"),
    "not a sheet": ("名单.xlsx", lambda: b"just some text", "不是 Excel 表格"),
    "broken": ("名单.xlsx", lambda: book(["姓名"])[:-200], "可能坏了"),
    "another zip": ("名单.xlsx", lambda: b"PK\x03\x04" + b"\x00" * 100, "可能坏了"),
    "old xls": ("名单.xls", lambda: sheet_files.COMPOUND + b"\x07" * 4000, "另存为 .xlsx"),
    "old xls by another name": ("名单.xlsx", lambda: sheet_files.COMPOUND + b"\x07" * 4000, "不收旧的 .xls"),
    "open document": ("名单.xlsx", open_document, "不是 Excel 表格"),
    "encrypted": ("名单.xlsx", encrypted, "加了密码"),
    "far away": ("名单.xlsx", lambda: book(["姓名"], far=True), "太大"),
    "far in quotes": ("名单.xlsx", lambda: beyond("r = 'XFD1000000'"), "太大"),
    "far in signs": ("名单.xlsx", lambda: beyond('r="&#88;FD1000000"'), "太大"),
    "far in small letters": ("名单.xlsx", lambda: beyond('r="xfd1000000"'), "太大"),
    "far behind a sign": ("名单.xlsx", lambda: beyond('x=">" r="XFD1000000"'), "太大"),
    "far behind a gap": ("名单.xlsx", lambda: beyond(" " * 900 + 'r="XFD1000000"'), "太大"),
    "far and long": ("名单.xlsx", lambda: beyond('r="GR5000"'), "太大"),
    "cells without a place": ("名单.xlsx", lambda: sheet("<row>" + "<c/>" * 201 + "</row>"), "太大"),
    "rows without a place": ("名单.xlsx", lambda: sheet("<row><c/></row>" * 5_001), "太大"),
    "rows that say the same place": ("名单.xlsx", lambda: sheet('<row/><x:y:row r="1"/>' * 5_001), "太大"),
    "cells within cells": (
        "名单.xlsx",
        lambda: sheet("<row>" + '<c><v>1</v><c r="A1"/></c>' * 300 + "</row>"),
        "可能坏了",
    ),
    "entities": ("名单.xlsx", declared, "可能坏了"),
    "a sheet that says it is none": (
        "名单.xlsx",
        lambda: sheet("", target="worksheets/a.dat", **{"a.dat": '<w><sheetData><row r="1048576"/></sheetData></w>'}),
        "可能坏了",
    ),
    "a text in many cells": ("名单.xlsx", lambda: shared(200_000, 150), "太大"),
    "room for texts": (
        "名单.xlsx",
        lambda: sheet("", **{"sharedStrings.xml": '<sst uniqueCount="99999999999999"><si><t>甲</t></si></sst>'}),
        "太大",
    ),
    "deep": ("名单.xlsx", lambda: sheet("<a>" * 200 + "</a>" * 200), "太大"),
    "many elements": ("名单.xlsx", lambda: sheet("<a/>" * 1_000_001), "太大"),
    "bomb": ("名单.xlsx", lambda: sheet(" " * (sheet_sizes.MOST_UNPACKED + 1)), "太大"),
    "wide text": ("名单.csv", lambda: ("x" + "," * 30_000 + "y\n" + "甲\n" * 30_000).encode(), "太大"),
    "wide text with few rows": ("名单.csv", lambda: ("甲," * 200 + "乙").encode(), "太大"),
    "long text": ("名单.csv", lambda: "甲\n".encode() * 5_001, "太大"),
    "too many": ("名单.xlsx", lambda: many(501), "一次最多 500 人，这里有 501 人"),
    "endless": ("名单.xlsx", lambda: many(30_000), "太大"),
    "binary": ("名单.csv", lambda: bytes(range(256)) * 20, "读不出文字"),
    "no names": ("名单.xlsx", lambda: book(["姓名", "单位"], ["", "茶社"]), "没有找到姓名"),
    "nothing in it": ("名单.xlsx", lambda: book(), "没有内容"),
    "too long": ("名单.xlsx", lambda: book(["姓名"], ["长" * 41]), "太长"),
    "heavy": ("名单.csv", lambda: b"a,b\n" * 1_500_000, "超过"),
}


@pytest.mark.parametrize(("name", "made", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_file_that_is_no_list_is_refused_with_the_reason(cast, forum, url, name, made, told):
    answer = upload(browser(cast.clerk), url, name, made(), step="save")

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert kept(forum) == ([], [])


@pytest.mark.parametrize("text", ["", " \n\t\n", "、、"])
def test_nothing_is_no_list(cast, forum, url, text):
    answer = submit(browser(cast.clerk), url, {"text": text, "step": "save"})

    assert (answer.status_code, kept(forum)) == (422, ([], []))


def test_what_is_pasted_is_no_wider_than_a_list(cast, forum, url):
    answer = submit(browser(cast.clerk), url, {"text": "甲" + "\t" * 200 + "乙", "step": "save"})

    assert (answer.status_code, "太大" in answer.content.decode()) == (422, True)


def test_a_wide_table_is_walked_once():
    class Row(list):
        walks = 0

        def __iter__(self):
            Row.walks += 1
            return super().__iter__()

    table = [Row(["1", "", "甲", "乙"]), *(Row([str(number)]) for number in range(100))]

    found = lines(table)

    assert (found, Row.walks) == ([Line("甲", "乙")], len(table) + FIRST_LINES)


def test_a_sheet_that_says_no_places_is_read_in_its_order():
    said = "".join(f'<c t="str"><v>{text}</v></c>' for text in ("张三", "茶社"))

    assert sheet_files.read(BytesIO(sheet(f"<row>{said}</row>" * 2)), "名单.xlsx") == [["张三", "茶社"]] * 2


def test_what_looks_like_a_place_is_looked_for_in_no_time():
    started = process_time()

    with pytest.raises(sheet_files.Unreadable):
        sheet_files.read(BytesIO(sheet("<c " * 100_000)), "名单.xlsx")

    assert process_time() - started < 5


def test_a_cut_file_never_breaks_the_page(cast, forum, url):
    whole = book(["姓名", "单位"], ["张三", "茶社"])
    client = browser(cast.clerk)

    codes = {upload(client, url, "名单.xlsx", whole[:size]).status_code for size in range(1, len(whole), 700)}

    assert codes <= {200, 422}


# the list to sign on paper


def test_the_list_to_sign_holds_who_is_expected_by_post_and_room_for_others(cast, forum):
    rows = [
        Invitation(name="张三"),
        Invitation(person=cast.people["vice_chair"]),
        Invitation(person=cast.people["chair"]),
    ]
    with cast.work():
        made, _twice = actions.invite(forum, rows, by=cast.clerk)
        for row in made:
            actions.reply(perform(row, "send", by=cast.clerk), "accepted", by=cast.clerk, seats=1)
        actions.enter(forum, [Participation(name="李四")], by=cast.clerk)

    answer = browser(cast.clerk).get(reverse("sign_ins.docx", args=[forum.pk]))

    (table,) = Document(BytesIO(answer.content)).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["序号", "姓名", "单位", "职务", "签字"]
    assert cells[1:5] == [
        ["1", "主某", "", "主席", ""],
        ["2", "副某", "甲县云雾茶业有限公司", "副主席", ""],
        ["3", "张三", "", "", ""],
        ["4", "李四", "", "", ""],
    ]
    assert [row[1:] for row in cells[5:]] == [["", "", "", ""]] * 15


def test_there_is_a_line_for_everybody_who_comes_along(cast, forum):
    with cast.work():
        (row,), _twice = actions.invite(forum, [Invitation(organization=cast.silk_firm)], by=cast.clerk)
        actions.reply(perform(row, "send", by=cast.clerk), "accepted", by=cast.clerk, seats=3)

    rows = browser(cast.clerk).get(reverse("sign_ins.paper", args=[forum.pk])).context["rows"]

    assert [(line.name, line.firm) for line in rows][:4] == [("", "甲县春蚕丝绸有限公司")] * 3 + [("", "")]
