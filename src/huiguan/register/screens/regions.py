"""Divisions of the country: those of the product to look at, and below them those that the home tenant adds."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.lists import Column
from huiguan.register.forms.regions import PasteForm, RegionForm
from huiguan.register.models import Region
from huiguan.register.rules import keeps_own_regions, keeps_shared_tables, keeps_tables
from huiguan.register.screens.tables import TableDesk


class RegionDesk(TableDesk):
    """Shared by all tenants, so kept by the home tenant; its rows have no log."""

    name = "regions"
    model = Region
    form_class = RegionForm
    title = _("行政区划")
    purpose = _("代码体系、代码和名称一起才认得准一个地方；县以上随产品更新，乡镇和村可以自己添加")
    one = _("区划")
    pages = {"paste": "paste/"}
    posted = TableDesk.posted | {"paste"}
    rules = {
        "list": keeps_tables,
        "create": keeps_shared_tables,
        "paste": keeps_shared_tables,
        "edit": keeps_own_regions,
        "delete": keeps_own_regions,
    }
    columns = [
        Column("name", _("名称"), lambda r: {"title": r.name, "note": str(r.parent or "")}, kind="name", sort="name"),
        Column("system", _("代码体系"), lambda r: r.system, sort="system"),
        Column("code", _("代码"), lambda r: r.code, sort="code"),
        Column("is_own", _("来源"), lambda r: gettext("自己添加") if r.is_own else gettext("随产品"), sort="is_own"),
        Column("valid_from", _("启用"), lambda r: r.valid_from, kind="date"),
        Column("valid_to", _("停用"), lambda r: r.valid_to, kind="date"),
    ]

    def get_queryset(self):
        return Region.objects.select_related("parent").order_by("-is_own", "code", "pk")

    def url_of(self, record):
        return self.url("edit", record.pk) if record.is_own and keeps_shared_tables(self.request.user) else ""

    def list(self):
        paste_url = self.url("paste") if self.may("paste") else ""
        return super().list(paste_url=paste_url)

    def form_title(self):
        return gettext("修改：%(record)s") % {"record": self.record} if self.record.pk else gettext("新增区划")

    def save(self, form):
        return form.save()

    def paste(self):
        form = PasteForm(self.request.POST or None, by=self.request.user)
        if form.is_bound and form.is_valid():
            with self.saving(form):
                made = form.save()
                said = gettext("添加 %(n)s 处") % {"n": len(made)}
                if form.known:
                    said += gettext("；%(n)s 处原来就有，没有重复添加") % {"n": form.known}
                messages.success(self.request, said)
                return redirect(self.url("list"))
        return self.ask(form, gettext("粘贴区划名单"), self.url("list"), submit=gettext("添加"))
