"""People of the register, their numbers masked."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.monogram import given_name
from huiguan.kernel.numbers import whole
from huiguan.kernel.rooms import Panel, rooms
from huiguan.kernel.words import listed
from huiguan.register import actions
from huiguan.register.forms.people import PersonForm
from huiguan.register.models import Office, Organization, Person
from huiguan.register.rules import appoints, edits, gives_logins, keeps_people, sees_numbers, sees_people
from huiguan.register.screens.columns import beside
from huiguan.register.screens.numbers import Numbered
from huiguan.register.screens.offices import held_now


class PersonDesk(Numbered, Desk):
    name = "people"
    model = Person
    form_class = PersonForm
    title = _("人员")
    purpose = _("登记在册的人；号码加密保存，平时只显示首尾")
    unit = _("人")
    one = pgettext_lazy("新增的", "人员")
    unfound = _("按姓名查找；手机号、身份证号加密保存，不能用来查找。也可以去掉几个筛选条件再看")
    hidden = ("phone", "id_number")
    pages = Numbered.pages
    posted = Desk.posted | {"reveal"}
    rules = {
        "list": sees_people,
        "detail": sees_people,
        "history": keeps_people,
        "create": edits,
        "edit": edits,
        "delete": edits,
        "reveal": sees_numbers,
        "numbers": sees_numbers,
    }
    step_words = {
        "reveal": _("查看完整号码"),
        "give_login": _("开通账号"),
        "reset_password": _("重置密码"),
        "close_login": _("停用账号"),
        "reopen_login": _("恢复账号"),
    }
    columns = [
        Column(
            "name",
            _("姓名"),
            lambda p: {
                "title": p.name,
                "note": str(p.organization or ""),
                "monogram": given_name(p.name),
                "hue": "sky",
            },
            kind="name",
            sort="pinyin",
        ),
        Column("offices", _("现任职务"), lambda p: listed(map(_office, p.held)), kind="muted"),
        Column("phone", _("手机号"), lambda p: p.masked_phone),
        Column("node", _("归口单位"), lambda p: p.node, kind="muted"),
        Column("login", _("账号"), lambda p: _login(p), kind="status"),
    ]
    sheet = [
        Column("name", _("姓名"), lambda p: p.name),
        Column("sex", _("性别"), lambda p: p.get_sex_display()),
        Column("born", _("出生年份"), lambda p: p.born),
        Column("education", _("学历"), lambda p: p.education),
        Column("organization", _("所在单位"), lambda p: p.organization or ""),
        Column("offices", _("现任职务"), lambda p: listed(map(_office, p.held))),
        Column("phone", _("手机号"), lambda p: p.masked_phone),
        Column("node", _("归口单位"), lambda p: p.node),
    ]

    def get_queryset(self):
        return Person.objects.select_related("organization", "node", "user").prefetch_related(held_now())

    def new_record(self):
        firm = whole(self.request.GET.get("organization"))
        return Person(organization=Organization.objects.filter(pk=firm).first())

    def detail(self, **context):
        shown = {"monogram": given_name(self.record.name), "hue": "sky"}
        if not self.may("history", self.record):
            shown["history_url"] = None
        return super().detail(**shown, **context)

    def status(self, record):
        return _login(record)

    def subtitle(self, record):
        return record.organization or ""

    def facts(self, p):
        facts = [
            (_("性别"), p.get_sex_display()),
            (_("出生年份"), p.born),
            (_("学历"), p.education),
            (_("所在单位"), p.organization, p.organization and p.organization_id and self._firm_url(p)),
            (_("手机号"), p.masked_phone),
            (_("身份证号"), p.masked_id_number),
            (_("归口单位"), p.node),
            (_("账号"), p.user.username if p.user and self.may_give_logins(p) else ""),
            (_("备注"), self.may("history", p) and p.note),
        ]
        return [fact for fact in facts if fact[1]]

    def _firm_url(self, person) -> str:
        reached = Organization.objects.filter(pk=person.organization_id).exists()
        return reverse("organizations.detail", args=[person.organization_id]) if reached else ""

    def may_give_logins(self, person) -> bool:
        return bool(gives_logins(self.request.user, person))

    def panels(self, record):
        offices = Office.objects.filter(person=record).select_related("post", "node", "term").order_by("-starts")
        rows, today = list(offices), clock.today()
        for office in rows:
            office.is_over = bool(office.ends and office.ends < today)
        appoint = appoints(self.request.user)
        context = {
            "rows": rows,
            "may_appoint": bool(appoint),
            "add_url": f"{reverse('offices.create')}?person={record.pk}" if appoint else "",
        }
        own = Panel(_("任职"), "register/people/offices.html", context, len(rows) or None, flush=True)
        return [own, *(one for room in rooms() if room.of_person for one in room.of_person(record, self.request.user))]

    def buttons(self, record):
        """Not moves of a flow, but what may be done with a person's numbers and login."""
        found = []
        if (record.phone or record.id_number) and self.may("reveal", record):
            found.append(_button("reveal", _("查看完整号码"), self.url("reveal", record.pk)))
        if self.may_give_logins(record):
            if record.user is None:
                found.append(_button("give", _("开通账号"), reverse("logins.give", args=[record.pk])))
            else:
                found.append(_button("reset", _("重置密码"), reverse("logins.reset", args=[record.pk])))
                name, label = ("close", _("停用账号")) if record.user.is_active else ("reopen", _("恢复账号"))
                found.append(_button(name, label, reverse(f"logins.{name}", args=[record.pk])))
        return found

    def save(self, form):
        if not form.instance.pk:
            return super().save(form)
        person = form.save(commit=False)
        actions.move_person(person, by=self.request.user)
        return person


def _office(office) -> str:
    return beside(office.node, office.post)


def _login(person) -> dict:
    if person.user is None:
        return {"label": _("无账号"), "hue": "slate"}
    return {"label": _("可登录"), "hue": "jade"} if person.user.is_active else {"label": _("账号已停用"), "hue": "gold"}


def _button(name: str, label, url: str) -> dict:
    return {"name": name, "label": label, "url": url, "allowed": True, "why": "", "primary": False, "danger": False}
