"""Offices: appointing and ending. Only the actions write them, because an office carries permissions."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column, ListFilter
from huiguan.kernel.numbers import whole
from huiguan.kernel.search import matching
from huiguan.register import actions
from huiguan.register.forms.bodies import EndOfficeForm, OfficeForm
from huiguan.register.models import Office, Organization, Person, Term
from huiguan.register.models.bodies import in_force
from huiguan.register.rules import appoints, sees


def held_now() -> Prefetch:
    offices = Office.objects.filter(in_force()).select_related("post", "node")
    return Prefetch("offices", offices, to_attr="held")


class OfficeFilter(ListFilter):
    class Meta:
        model = Office
        fields = []

    def find(self, rows, name, value):
        people = rows.filter(person__in=matching(Person.objects.all(), value))
        return people | rows.filter(organization__in=matching(Organization.objects.all(), value))


class OfficeDesk(Desk):
    """Whoever holds an office now. A mistake is ended with its reason; what was is never rubbed out."""

    name = "offices"
    model = Office
    form_class = OfficeForm
    filter_class = OfficeFilter
    title = _("现任职务")
    purpose = _("谁在哪个机构任什么职务；任免只能从这里办理，权限随任职而来、随离任而去")
    unit = pgettext_lazy("任职", "个")
    one = pgettext_lazy("新增的", "任职")
    pages = {"leave": "<whole:pk>/leave/"}
    posted = Desk.posted | {"leave"}
    rules = {"list": sees, "create": appoints, "leave": appoints}
    columns = [
        Column("holder", _("任职人（单位）"), lambda o: {"title": str(o.person or o.organization)}, kind="name"),
        Column("post", _("职务"), lambda o: o.post, sort="post__order"),
        Column("node", _("任职机构"), lambda o: o.node, sort="node__pinyin"),
        Column("term", _("届次"), lambda o: o.term or "", kind="muted"),
        Column("starts", _("起"), lambda o: o.starts, kind="date", sort="starts"),
        Column("ends", _("止"), lambda o: o.ends, kind="date", sort="ends"),
    ]

    def get_queryset(self):
        rows = Office.objects.select_related("post", "node", "term__node", "person", "organization")
        return rows.filter(in_force()) if self.page in ("list", "export", "print") else rows

    @property
    def sees_all_people(self) -> bool:
        return self.request.user.scope("register.people", self.request.tenant).whole

    @cached_property
    def people_seen(self) -> set[int]:
        return set(Person.objects.values_list("pk", flat=True))

    def url_of(self, record):
        if record.person_id and (self.sees_all_people or record.person_id in self.people_seen):
            return reverse("people.detail", args=[record.person_id])
        if record.organization_id:
            return reverse("organizations.detail", args=[record.organization_id])
        return ""

    def after(self, record):
        return self.url_of(record) or self.url("list")

    def new_record(self):
        """Opened from a person, an organization or a term, the form starts from them."""
        given = {}
        for name, model in (("person", Person), ("organization", Organization), ("term", Term)):
            if found := model.objects.filter(pk=whole(self.request.GET.get(name))).first():
                given[name] = found
        if "term" in given:
            given["node"] = given["term"].node
        return Office(**given)

    def save(self, form):
        given = {name: value for name, value in form.cleaned_data.items() if name in form.Meta.fields}
        return actions.appoint(given.pop("post"), given.pop("node"), by=self.request.user, **given)

    def leave(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = EndOfficeForm(data, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            given = form.cleaned_data
            with self.saving(form):
                actions.leave_office(self.record, by=self.request.user, on=given["on"], reason=given["reason"])
                messages.success(self.request, gettext("已离任"))
                return redirect(self.after(self.record))
        title = gettext("离任：%(record)s") % {"record": self.record}
        return self.ask(form, title, self.after(self.record), submit=gettext("离任"))
