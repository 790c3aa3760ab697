from django import forms
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.forms import Form
from huiguan.kernel.measure import Period


class PeriodForm(Form):
    starts = forms.DateField(label=_("起"), required=False)
    ends = forms.DateField(label=_("止"), required=False)

    def clean(self):
        super().clean()
        if not self.errors and self.period.starts and self.period.starts > self.period.ends:
            self.add_error("ends", _("止期不能早于起期"))

    @property
    def period(self) -> Period:
        """Since ever if no start is given, up to today if no end is."""
        return Period(self.cleaned_data.get("starts"), self.cleaned_data.get("ends") or clock.today())
