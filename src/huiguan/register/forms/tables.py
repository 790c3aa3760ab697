from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm, SharedForm
from huiguan.kernel.models import SpecialDay
from huiguan.register.models import ChamberType, LocalSector, Tag


class SectorForm(RecordForm):
    class Meta:
        model = LocalSector
        fields = ["name", "order"]


class TagForm(RecordForm):
    class Meta:
        model = Tag
        fields = ["name", "hue", "reserved"]


class ChamberTypeForm(RecordForm):
    class Meta:
        model = ChamberType
        fields = ["name", "code"]
        help_texts = {"code": _("统计按代号认：异地商会 away，行业商会 trade，乡镇商会 township")}


class SpecialDayForm(SharedForm):
    """A row of the shared calendar: it belongs to no tenant, so it is no RecordForm."""

    class Meta:
        model = SpecialDay
        fields = ["day", "kind", "name"]
