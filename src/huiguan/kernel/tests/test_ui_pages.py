"""The pages of the kit, rendered as Python will call them."""

import re
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from huiguan.kernel import gallery


@pytest.fixture(autouse=True)
def static_files_without_a_manifest(settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def ask(url="/x/", **headers):
    request = RequestFactory().get(url, headers=headers)
    request.user, request.tenant, request.tenants = AnonymousUser(), None, []
    request.htmx = bool(headers.get("hx_request"))
    return request


def shown(name, context, url="/x/", **headers):
    with translation.override("zh-hans"):
        return render_to_string(name, context, request=ask(url, **headers))


class Questions(forms.Form):
    name = forms.CharField(label="名称", help_text="写全称")
    way = forms.ChoiceField(label="方式", choices=[("a", "上门")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def listing(**changes):
    kinds = ["name", "text", "number", "tags", "status"]
    columns = [
        Thing(label=k, name=k, kind=k, css="", number=k == "number", sort_url="?sort=x", direction="") for k in kinds
    ]
    values = [
        {"title": "泰源服饰", "note": "编号 1", "more": "某镇", "monogram": "泰源", "hue": "sky"},
        "某镇",
        169051,
        [{"label": "重点", "hue": "gold"}],
        {"label": "进行中", "hue": "sky"},
    ]
    cells = [{"column": c, "value": v} for c, v in zip(columns, values, strict=True)]
    page = Paginator(range(60), 25).page(1)
    defaults = {
        "tabs": [{"value": "", "label": "全部", "count": 60, "checked": True}],
        "tab_name": "state",
        "search": None,
        "selects": [],
        "pills": [],
        "chips": [],
        "clear_url": "/x/",
        "count": 60,
        "columns": columns,
        "rows": [Thing(url="/x/1/", cells=cells)],
        "page": page,
        "pages": [1, 2, 3],
        "export_url": "/x/export/",
        "create_url": "/x/new/",
        "create_label": "新增记录",
    }
    return Thing(**{**defaults, **changes})


DESK = Thing(title="名录", purpose="都在这里", unit="家", name="")


def test_both_loaders_work_components_are_compiled_and_partials_are_found():
    page = get_template("kernel/list.html")
    part = get_template("kernel/list.html#results")

    assert "<c-" not in page.template.source.replace("{% cotton", "")
    assert part.template is not page.template


def test_the_whole_list_holds_its_form_and_the_partial_only_what_is_swapped():
    whole = shown("kernel/list.html", {"desk": DESK, "listing": listing()})
    part = shown("kernel/list.html#results", {"desk": DESK, "listing": listing()}, hx_request="true")

    assert "<c-" not in whole + part
    assert "<html" in whole
    assert whole.count('role="columnheader"') == 5
    assert 'type="radio" name="state"' in whole
    assert "<html" not in part
    assert "169,051" in part
    assert 'hx-swap-oob="true"' in part
    assert "hx-swap-oob" not in whole


def test_an_empty_list_offers_a_first_record_and_a_filtered_one_the_way_back():
    nothing = {"rows": [], "count": 0, "page": None}
    chip = [{"label": "进行中", "name": "state", "value": "open", "url": "/x/"}]

    first_use = shown("kernel/list.html", {"desk": DESK, "listing": listing(**nothing)})
    filtered = shown("kernel/list.html", {"desk": DESK, "listing": listing(**nothing, chips=chip)}, "/x/?state=open")

    assert "这里还没有记录" in first_use
    assert "清空筛选" not in first_use
    assert "没有符合条件的记录" in filtered
    assert "清空筛选" in filtered
    assert 'data-clear="state" data-value="open"' in filtered


def test_errors_stand_beside_their_field_and_in_a_summary_that_leads_there(monkeypatch):
    monkeypatch.setattr("huiguan.kernel.once.issue", lambda request: "token-1")

    page = shown("kernel/form.html", {"form": Questions({}), "title": "新增", "cancel_url": "/x/", "desk": DESK})

    assert 'name="_once" value="token-1"' in page
    assert page.count("csrfmiddlewaretoken") == 1
    assert '<a href="#id_name">' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert re.search(r'<fieldset[^>]*aria-describedby="id_way_error"', page)
    assert 'type="hidden" name="secret"' in page


def test_what_two_people_wrote_is_shown_side_by_side(monkeypatch):
    monkeypatch.setattr("huiguan.kernel.once.issue", lambda request: "token-1")
    conflict = [{"label": "电话", "theirs": "139", "yours": "138", "who": "周敏", "at": None}]

    page = shown("kernel/form.html", {"form": Questions(), "title": "修改", "conflict": conflict, "desk": DESK})

    assert "别人也改了这条记录" in page
    assert "139" in page
    assert "138" in page


def test_a_form_that_cannot_be_sent_says_why_and_has_no_button_to_send(monkeypatch):
    monkeypatch.setattr("huiguan.kernel.once.issue", lambda request: "token-1")

    page = shown(
        "kernel/form.html",
        {"form": forms.Form(), "title": "删除", "problem": "还有记录用到它", "cancel_url": "/x/1/", "desk": DESK},
    )

    assert "还有记录用到它" in page
    assert 'type="submit"' not in page


def test_a_move_that_is_not_allowed_explains_itself_to_keyboard_and_ears():
    moves = [
        {"name": "accept", "label": "受理", "url": "/x/1/accept/", "allowed": True, "why": "", "primary": True},
        {"name": "answer", "label": "答复", "url": "/x/1/answer/", "allowed": False, "why": "还没有受理"},
    ]

    page = shown("kernel/detail.html", {"title": "记录", "moves": moves, "desk": DESK})

    assert 'href="/x/1/accept/"' in page
    assert "/x/1/answer/" not in page
    assert 'aria-disabled="true" aria-describedby="move-answer-why"' in page
    assert re.search(r'id="move-answer-why">.*还没有受理', page)


MAY = {"name": "accept", "label": "受理", "url": "/x/1/accept/", "allowed": True, "why": "", "primary": True}
MAY_NOT = {"name": "answer", "label": "答复", "url": "/x/1/answer/", "allowed": False, "why": "还没有受理"}


@pytest.mark.parametrize(
    ("moves", "comes_first", "folded"),
    [([MAY, MAY_NOT], True, ["答复"]), ([MAY], True, []), ([MAY_NOT], False, ["答复"]), ([], False, [])],
)
def test_what_a_reader_may_not_do_is_folded_and_never_comes_first(moves, comes_first, folded):
    page = shown("kernel/detail.html", {"title": "记录", "moves": moves, "desk": DESK})

    fold = re.search(r'<details class="locked">.*?</details>', page, re.DOTALL)
    assert ('class="card no-print first"' in page, bool(fold)) == (comes_first, bool(folded))
    assert [move["label"] for move in moves if fold and f"</svg>{move['label']}</button>" in fold[0]] == folded
    assert page.count('aria-disabled="true"') == len(folded)


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("kernel/error.html", {"status": 404, "title": "没有找到这一页", "advice": "可能已被删除"}),
        ("kernel/error.html", {"status": 403, "title": "这一页您现在不能打开", "reason": "不是您的"}),
        ("kernel/stale.html", {"record": "记录一", "status": {"label": "已答复", "hue": "jade"}, "back_url": "/x/1/"}),
        ("kernel/form_gone.html", {"reason": "person"}),
        ("kernel/history.html", {"title": "记录一", "changes": [], "timeline": [], "back_url": "/x/1/", "desk": DESK}),
        ("kernel/print.html", {"title": "登记表", "facts": [("名称", "泰源")]}),
        ("kernel/resume.html", {"url": "/x/", "fields": [("name", "泰源")], "token": "t"}),
        ("kernel/sign_in.html", {"form": Questions(), "held": "sealed", "expired": True}),
        ("kernel/gallery.html", gallery.specimens()),
    ],
)
def test_a_page_renders_whole_with_a_title_one_heading_and_no_raw_component(name, context):
    page = shown(name, context)

    assert re.search(r"<title>\s*\S.* · 会馆</title>", page)
    assert page.count("<h1") == 1
    assert "<c-" not in page
    assert "{%" not in page


def test_the_page_of_last_resort_needs_no_request_at_all():
    page = get_template("kernel/500.html").render()

    assert "系统出了点问题" in page


def test_typed_text_cannot_become_markup():
    page = shown("kernel/error.html", {"status": 404, "title": "<b>x</b>", "reason": '"><script>alert(1)</script>'})

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize(
    ("required", "disabled", "star", "button"),
    [(True, False, True, True), (False, False, False, True), (True, True, False, False)],
)
def test_a_form_speaks_of_stars_and_has_a_button_only_where_there_are_any_to_press(required, disabled, star, button):
    form = Questions()
    for name in ("name", "way"):
        form.fields[name].required, form.fields[name].disabled = required, disabled

    page = shown("kernel/form.html", {"form": form, "title": "登记", "cancel_url": "/", "submit_label": "保存"})

    found = [words in page for words in ("带 * 的必须填写", 'class="required"', 'class="button primary"')]
    assert found == [star, star, button]
    assert ("这里的内容现在不能修改" in page) == disabled
