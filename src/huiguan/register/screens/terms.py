"""Terms of bodies, and who sits in them by industry."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.kernel.rooms import Panel
from huiguan.register import queries
from huiguan.register.composition import composition
from huiguan.register.forms.bodies import TermForm
from huiguan.register.models import Office, Term
from huiguan.register.rules import appoints, edits, sees
from huiguan.register.screens.columns import day


class TermDesk(Desk):
    name = "terms"
    model = Term
    form_class = TermForm
    title = _("届次与班子")
    purpose = _("每一届的起止，以及班子成员来自哪些行业；人数按人计，不按职务相加")
    unit = _("届")
    one = pgettext_lazy("新增的", "届次")
    rules = {"list": sees, "detail": sees, "create": edits, "edit": edits, "delete": edits}
    columns = [
        Column("name", _("届次"), lambda t: {"title": str(t), "monogram": str(t.number), "hue": "slate"}, kind="name"),
        Column("node", _("机构"), lambda t: t.node, sort="node__pinyin"),
        Column("starts", _("起"), lambda t: t.starts, kind="date", sort="starts"),
        Column("planned_end", _("应届满"), lambda t: t.planned_end, kind="date", sort="planned_end"),
        Column("ends", _("实际届满"), lambda t: t.ends, kind="date", sort="ends"),
    ]

    def get_queryset(self):
        return Term.objects.select_related("node")

    def facts(self, t):
        facts = [
            (_("机构"), t.node),
            (_("届次"), t.number),
            (_("起"), day(t.starts)),
            (_("应届满"), day(t.planned_end)),
            (_("实际届满"), day(t.ends)),
            (_("备注"), t.note),
        ]
        return [fact for fact in facts if fact[1]]

    def panels(self, record):
        by = self.request.user
        body = composition(record)
        offices = Office.objects.filter(term=record).select_related("post", "person__organization", "organization")
        seats = [person.pk for line in (*body.lines, body.without) for person in line.people]
        offices = list(offices)
        seen = queries.reachable([*seats, *(office.person_id for office in offices if office.person_id)])
        add_url = f"{reverse('offices.create')}?term={record.pk}" if appoints(by) else ""
        return [
            Panel(
                _("班子构成（按国民经济行业门类）"),
                "register/terms/composition.html",
                {"body": body, "seen": seen},
                body.people,
                flush=True,
            ),
            Panel(
                _("本届任职"),
                "register/terms/offices.html",
                {"rows": offices, "seen": seen, "add_url": add_url},
                flush=True,
            ),
        ]
