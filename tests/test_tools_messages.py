from pathlib import Path

import polib
import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import trans_real

from huiguan.site import messages
from huiguan.site.messages import Message

PYTHON = """
from django.utils.translation import gettext as _, ngettext_lazy as many, pgettext
from django.utils import translation

TITLE = _("诉求")
JOINED = _("分两行" "写的")
COUNT = many("%(n)s 家企业", "%(n)s 家企业（多）", "n")
MONTH = pgettext("历法", "月")
OTHER = translation.gettext_lazy("软件")
SHOWN = _(TITLE)
QUIET = print("不译")
"""
TEMPLATE = """
{# {{ _("注释里的") }} #}{% comment %}{% trans "也是注释" %}{% endcomment %}
{% trans "受理" %} {% translate "月" context "历法" %} {% translate "满 100% 了" as full %}
{% blocktrans count n=rows|length trimmed %}
  {{ n }} 条
  记录
{% plural %}
  {{ n }} 条记录（多）
{% endblocktrans %}
{{ _("答复") }} {{ name|default:_("无名") }} {% include "x.html" with title=_('办结') %}
<c-field :label="_('单位名称')" title="_ 不译" />
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "sample"
    (package / "templates" / "sample").mkdir(parents=True)
    (package / "tests").mkdir()
    (package / "words.py").write_text(PYTHON, "utf-8")
    (package / "tests" / "test_words.py").write_text("_('测试里的')", "utf-8")
    (package / "templates" / "sample" / "list.html").write_text(TEMPLATE, "utf-8")
    return package


def catalogue(package: Path, language: str) -> polib.POFile:
    return polib.pofile(str(package / "locale" / language / "LC_MESSAGES" / "django.po"))


def translate(package: Path, *, say=lambda text: f"en {text}") -> polib.POFile:
    """Answers every open English message, with the placeholders of its source."""
    english = catalogue(package, "en")
    for entry in english:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: say(entry.msgid), 1: say(entry.msgid_plural)}
        else:
            entry.msgstr = say(entry.msgid)
    english.save()
    messages.extract(package)
    return catalogue(package, "en")


def test_python_says_its_literal_strings_under_any_name() -> None:
    assert set(messages.in_python(PYTHON, "words.py")) == {
        Message("诉求"),
        Message("分两行写的"),
        Message("%(n)s 家企业", plural="%(n)s 家企业（多）"),
        Message("月", context="历法"),
        Message("软件"),
    }


@pytest.mark.parametrize("source", ['_(f"{n} 家")', '_("共" + n)', '_("%s 家" % n)'])
def test_a_text_put_together_on_the_spot_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"words\.py:1: only a plain string"):
        list(messages.in_python(source, "words.py"))


def test_templates_say_tags_filters_and_attributes_of_components_but_no_comments() -> None:
    assert set(messages.in_template(TEMPLATE, "list.html")) == {
        Message("受理"),
        Message("月", context="历法"),
        Message("满 100%% 了"),
        Message("%(n)s 条 记录", plural="%(n)s 条记录（多）"),
        Message("答复"),
        Message("无名"),
        Message("办结"),
        Message("单位名称"),
    }


def test_a_catalogue_names_files_without_lines_and_leaves_tests_out(package: Path) -> None:
    messages.extract(package)

    english = catalogue(package, "en")
    assert english.find("诉求").occurrences == [("sample/words.py", "")]
    assert english.find("月", msgctxt="历法").occurrences == [
        ("sample/templates/sample/list.html", ""),
        ("sample/words.py", ""),
    ]
    assert english.find("测试里的") is None
    assert [entry.msgid for entry in english] == sorted(entry.msgid for entry in english)


def test_traditional_chinese_is_drafted_and_english_left_open(package: Path) -> None:
    messages.extract(package)

    assert catalogue(package, "zh_Hant").find("软件").msgstr == "軟體"
    assert catalogue(package, "zh_Hant").find("%(n)s 家企业").msgstr_plural == {0: "%(n)s 家企業（多）"}
    assert catalogue(package, "en").find("软件").msgstr == ""
    assert catalogue(package, "en").find("%(n)s 家企业").msgstr_plural == {0: "", 1: ""}


def test_translations_are_kept_dead_ones_dropped_and_nothing_changes_twice(package: Path) -> None:
    messages.extract(package)
    path = package / "locale" / "en" / "LC_MESSAGES" / "django.po"
    translate(package)
    (package / "words.py").write_text(PYTHON.replace('_("诉求")', '_("建议")'), "utf-8")

    messages.extract(package)
    once = path.read_text("utf-8")
    messages.extract(package)

    english = catalogue(package, "en")
    assert english.find("软件").msgstr == "en 软件"
    assert english.find("诉求", include_obsolete_entries=True) is None
    assert english.find("建议").msgstr == ""
    assert path.read_text("utf-8") == once


def test_a_text_that_is_also_counted_is_one_entry(package: Path) -> None:
    (package / "words.py").write_text("_('家')\nngettext('家', '家（多）', n)", "utf-8")

    messages.extract(package)

    assert [entry.msgid_plural for entry in catalogue(package, "en") if entry.msgid == "家"] == ["家（多）"]


def test_a_complete_catalogue_has_no_problems(package: Path) -> None:
    messages.extract(package)
    assert "en: not translated: 诉求" in messages.problems(package)

    translate(package)

    assert messages.problems(package) == []


def test_problems_name_what_is_wrong(package: Path) -> None:
    messages.extract(package)
    english = translate(package)
    english.find("诉求").flags = ["fuzzy"]
    english.find("%(n)s 家企业").msgstr_plural = {0: "one company", 1: "%(count)s companies"}
    english.find("%(n)s 条 记录").msgstr_plural = {0: "one record", 1: "%(n)s records"}
    english.find("受理").msgstr = "accept {who}"
    english.save()
    (package / "more.py").write_text('_("Excel"), _("Save")', "utf-8")
    messages.extract(package)
    translated = catalogue(package, "en")
    for word in ("Excel", "Save"):
        translated.find(word).msgstr = word
    translated.save()

    assert messages.problems(package) == [
        "sample/more.py: not Chinese: Save",
        "en: other placeholders than its source: %(n)s 家企业",
        "en: other placeholders than its source: 受理",
        "en: marked fuzzy: 诉求",
    ]


def test_a_catalogue_behind_its_source_is_a_problem(package: Path) -> None:
    messages.extract(package)
    translate(package)

    (package / "more.py").write_text('_("诉求")', "utf-8")

    assert messages.problems(package) == [
        "zh_Hant: not what the source says. Run: make messages",
        "en: not what the source says. Run: make messages",
    ]


CONTEXTS_PYTHON = """
from django.utils.translation import gettext_lazy as _, pgettext as within, pgettext_lazy, npgettext

LISTED, ONE = _("商会"), pgettext_lazy("单数", "商会")
LATER = within("办理", "交接")
MANY = npgettext("企业", "%(n)s 家", "%(n)s 家（多）", 2)
"""
CONTEXTS_TEMPLATE = """
{% trans "交接" %}{% trans '交接' context '名词' as noun %}<c-card title="{% trans '商会' context '单数' %}" />
{% blocktrans trimmed context "组织" %}单位{% endblocktrans %}
{% blocktrans context "组织" count n=n %}{{ n }} 个{% plural %}{{ n }} 个（多）{% endblocktrans %}
"""


@pytest.fixture
def ambiguous(package: Path) -> Path:
    (package / "words.py").write_text(CONTEXTS_PYTHON, "utf-8")
    (package / "templates" / "sample" / "list.html").write_text(CONTEXTS_TEMPLATE, "utf-8")
    messages.extract(package)
    return package


def test_a_text_with_two_meanings_is_one_message_for_each_context(ambiguous: Path) -> None:
    found = messages.collect(ambiguous)

    assert set(found) == {
        Message("商会"),
        Message("商会", context="单数"),
        Message("交接"),
        Message("交接", context="办理"),
        Message("交接", context="名词"),
        Message("单位", context="组织"),
        Message("%(n)s 家", context="企业", plural="%(n)s 家（多）"),
        Message("%(n)s 个", context="组织", plural="%(n)s 个（多）"),
    }
    assert found[Message("商会", context="单数")] == ["sample/templates/sample/list.html", "sample/words.py"]
    assert {(entry.msgid, entry.msgctxt) for entry in catalogue(ambiguous, "en") if entry.msgid == "交接"} == {
        ("交接", None),
        ("交接", "办理"),
        ("交接", "名词"),
    }


def test_what_is_said_in_one_context_is_kept_there_and_nowhere_else(ambiguous: Path) -> None:
    english = translate(ambiguous)
    english.find("商会", msgctxt="单数").msgstr = "Chamber"
    english.save()
    more = "from django.utils.translation import pgettext\npgettext('新的', '商会')"
    (ambiguous / "more.py").write_text(more, "utf-8")
    (ambiguous / "templates" / "sample" / "list.html").write_text("{% trans '交接' %}", "utf-8")

    messages.extract(ambiguous)

    kept = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue(ambiguous, "en")}
    assert [kept[context, "商会"] for context in (None, "单数", "新的")] == ["en 商会", "Chamber", ""]
    assert ("名词", "交接") not in kept
    assert "en: not translated: 商会 (context: 新的)" in messages.problems(ambiguous)


def test_each_context_is_compiled_and_shown(ambiguous: Path, settings) -> None:
    english = translate(ambiguous)
    for context, said in ((None, "Chambers"), ("单数", "Chamber")):
        next(one for one in english if (one.msgctxt, one.msgid) == (context, "商会")).msgstr = said
    english.find("%(n)s 家", msgctxt="企业").msgstr_plural = {0: "%(n)s firm", 1: "%(n)s firms"}
    english.save()
    assert messages.problems(ambiguous) == []
    messages.compile_all(ambiguous)
    settings.LOCALE_PATHS = [ambiguous / "locale"]
    trans_real._translations.clear()

    try:
        with translation.override("en"):
            shown = Template("{% load i18n %}{% trans '商会' %}, {% trans '商会' context '单数' %}").render(Context())
            firms = [translation.npgettext("企业", "%(n)s 家", "%(n)s 家（多）", n) % {"n": n} for n in (1, 2)]
    finally:
        trans_real._translations.clear()

    assert (shown, firms) == ("Chambers, Chamber", ["1 firm", "2 firms"])


def test_what_is_compiled_is_what_django_shows(package: Path, settings) -> None:
    messages.extract(package)
    translate(package, say=lambda text: text.replace("满", "full"))
    messages.compile_all(package)
    compiled = package / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    settings.LOCALE_PATHS = [package / "locale"]
    trans_real._translations.clear()

    try:
        with translation.override("zh-hant"):
            assert Template('{% load i18n %}{% trans "受理" %}{{ _("无名") }}').render(Context()) == "受理無名"
        with translation.override("en"):
            assert Template('{% load i18n %}{% translate "满 100% 了" %}').render(Context()) == "full 100% 了"
    finally:
        trans_real._translations.clear()

    made = compiled.stat().st_mtime_ns
    messages.compile_all(package)
    assert compiled.stat().st_mtime_ns == made
