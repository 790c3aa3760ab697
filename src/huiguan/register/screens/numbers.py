"""Looking at a full number: asked for with a reason, left in the log, and open for a short while."""

from datetime import timedelta
from typing import ClassVar

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.flow import noted
from huiguan.kernel.models import Step
from huiguan.register.forms.people import RevealForm

OPEN_FOR = timedelta(minutes=2)


class Numbered:
    """Two pages for a desk whose records hold encrypted numbers: ``reveal`` asks and logs, ``numbers`` shows."""

    hidden: ClassVar[tuple[str, ...]] = ()
    pages: ClassVar[dict[str, str]] = {"reveal": "<whole:pk>/reveal/", "numbers": "<whole:pk>/numbers/"}

    def reveal(self):
        data = self.request.POST if self.request.method == "POST" else None
        form = RevealForm(data, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            noted(self.record, "reveal", by=self.request.user, why=form.cleaned_data["why"])
            return redirect(self.url("numbers", self.record.pk))
        title = _("查看完整号码：%(record)s") % {"record": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("查看"))

    def numbers(self):
        since = clock.now() - OPEN_FOR
        looks = Step.of(self.record).filter(move="reveal", by=self.request.user, recorded_at__gte=since)
        if not looks.exists():
            return redirect(self.url("reveal", self.record.pk))
        fields = [self.model._meta.get_field(name) for name in self.hidden]
        facts = [(field.verbose_name, getattr(self.record, field.name) or _("未登记")) for field in fields]
        return self.show(
            "numbers", record=self.record, title=str(self.record), facts=facts, back_url=self.url_of(self.record)
        )

    def templates(self, page: str) -> list[str]:
        return ["register/numbers.html"] if page == "numbers" else super().templates(page)
