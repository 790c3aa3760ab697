"""What /_ui/ shows: every component in every state, with invented things. A test runs axe over it in light and dark."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.pickers import Words

HUES = ("brand", "jade", "gold", "sky", "violet", "slate")
NAMES = ("东方泰源服饰有限公司（示例）", "山东永昌纺织有限公司（示例）", "Golden River Trading（示例）")


class SampleForm(forms.Form):
    name = forms.CharField(label=_("名称"), help_text=_("与证照一致，不写简称"))
    kind = forms.ChoiceField(label=_("类别"), choices=[("a", _("甲类")), ("b", _("乙类"))])
    day = forms.DateField(label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    amount = forms.DecimalField(label=_("金额"), required=False)
    way = forms.ChoiceField(label=_("方式"), choices=[("x", _("上门")), ("y", _("电话"))], widget=forms.RadioSelect)
    tags = forms.MultipleChoiceField(
        label=_("标签"),
        required=False,
        choices=[("p", _("重点")), ("q", _("新增"))],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(label=_("附件"), required=False, help_text=_("PDF 或图片，不超过 10 MB"))
    sure = forms.BooleanField(label=_("已核对"))
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        raise forms.ValidationError(_("同名的记录已经有了"))


def specimens() -> dict[str, Any]:
    return {
        "title": _("组件陈列"),
        "purpose": _("每个组件的每种样子都在这里，改样式先看这一页"),
        "hues": HUES,
        "names": NAMES,
        "unfilled": SampleForm(prefix="unfilled"),
        "refused": SampleForm({"refused-name": "", "refused-way": ""}, prefix="refused"),
        "today": date(2026, 11, 23),
        **_navigation(),
        **_progress(),
        **_pickers(),
        **_record(),
        **_numbers(),
    }


def _navigation() -> dict[str, Any]:
    page = Paginator(range(200), 20).page(4)
    return {
        "tabs": [
            {"label": _("全部"), "value": "", "count": 200, "url": "#", "current": True, "checked": True},
            {"label": _("进行中"), "value": "open", "count": 17, "url": "#"},
            {"label": _("已办结"), "value": "done", "count": 183, "url": "#"},
        ],
        "chips": [{"label": _("进行中"), "name": "state", "value": "open", "url": "#"}],
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "trail": [{"label": _("上一级"), "url": "#"}, {"label": _("再上一级"), "url": ""}],
    }


def _progress() -> dict[str, Any]:
    words = [_("方案"), _("走访"), _("活动"), _("办结"), _("归档")]

    def steps(*states: str) -> list[dict[str, Any]]:
        return [{"label": word, "state": state} for word, state in zip(words, states, strict=True)]

    months = ["1–2", "3–4", "5–6", "7–8", "9–10", "11–12"]
    progress = [100, 100, 93, 93, 60, 10]
    return {
        "steps_done": steps("done", "done", "done", "done", "done"),
        "steps_now": steps("done", "done", "now", "todo", "todo"),
        "steps_late": steps("done", "done", "done", "late", "todo"),
        "stages": steps("done", "done", "now", "todo", "todo")[:4],
        "year": [
            {"label": f"{m} 月", "progress": p, "theme": _("主题"), "url": "#", "late": p == 93, "current": p == 10}
            for m, p in zip(months, progress, strict=True)
        ],
        "year_legend": [
            {"label": _("已办结"), "hue": "jade"},
            {"label": _("含逾期"), "hue": "gold"},
            {"label": _("本期"), "hue": "brand"},
        ],
    }


def _pickers() -> dict[str, Any]:
    picks = [{"pk": pk, "name": name, "note": _("某镇 · 贸易")} for pk, name in enumerate(NAMES, start=1)]

    def sample(name: str, label: Any, **more: Any) -> dict[str, Any]:
        return {"id": name, "label": label, "attrs": format_html(' id="{}"', name), **more}

    return {
        "picks": picks,
        "pickers": [
            sample("picker_empty", _("还没有选")),
            sample("picker_chosen", _("已经选好"), chosen=picks[0]),
            sample(
                "picker_asked", _("写的不止一条（没有脚本时）"), words=Words("有限公司", (), more=True), found=picks
            ),
        ],
    }


def _record() -> dict[str, Any]:
    def move(name: str, label: Any, why: Any = "", **kind: bool) -> dict[str, Any]:
        return {"name": name, "label": label, "url": "#", "allowed": not why, "why": why, **kind}

    def happening(day: int, icon: str, hue: str, title: Any, **more: Any) -> dict[str, Any]:
        return {"at": datetime(2026, 11, day, 9, 41), "icon": icon, "hue": hue, "title": title, **more}

    return {
        "moves": [
            move("accept", _("受理"), primary=True),
            move("answer", _("答复"), _("还没有受理，受理以后才能答复")),
            move("withdraw", _("撤回"), danger=True),
        ],
        "timeline": [
            happening(
                23, "message-square", "sky", _("作了答复"), note=_("已现场查看，月底前办完。"), url="#", who="陈晓"
            ),
            happening(20, "check", "jade", _("完成第 2 步"), who="周敏"),
            happening(1, "triangle-alert", "brand", _("逾期一天")),
        ],
        "facts": [
            (_("负责人"), "李国栋"),
            (_("联络员"), "陈晓", "#"),
            (_("加入日期"), "2021-03-01"),
            (_("备注"), None),
        ],
        "happenings": [(date(2026, 11, 25), _("第四季度对接会")), (date(2026, 12, 2), _("专题培训"))],
    }


def _numbers() -> dict[str, Any]:
    months = [f"{month} 月" for month in range(1, 13)]
    came = [18, 22, 31, 27, 35, 30, 28, 33, 36, 31, 27, 24]
    went = [12, 20, 24, 28, 31, 29, 27, 30, 31, 29, 22, 20]
    shares = [(_("已办结"), 262, "jade"), (_("办理中"), 38, "sky"), (_("待回访"), 14, "gold"), (_("逾期"), 4, "brand")]
    return {
        "six": [6, 4, 6, 6, 6, 4],
        "months": months,
        "series": [(_("受理"), came, "sky"), (_("办结"), went, "gold")],
        "series_legend": [{"label": _("受理"), "hue": "sky"}, {"label": _("办结"), "hue": "gold"}],
        "series_rows": list(zip(months, came, went, strict=True)),
        "series_columns": [_("月份"), _("受理"), _("办结")],
        "shares": shares,
        "share_rows": [share[:2] for share in shares],
        "share_columns": [_("状态"), _("件数")],
        "months_named": list(zip(months, came, strict=True)),
        "month_columns": [_("月份"), _("件数")],
    }
