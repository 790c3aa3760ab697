"""What is asked of quiet times, of how often firms are visited at most, and of what they are asked about."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import QuietTime, VisitCap, VisitTopic
from huiguan.kernel import clock
from huiguan.kernel.forms import RecordForm

ONE_YEAR = 365
MOST_MONTHS = 24  # of a quiet time


class QuietTimeForm(RecordForm):
    fixed = ("organization",)

    class Meta:
        model = QuietTime
        fields = ["starts", "ends", "is_yearly", "why"]
        help_texts = {
            "starts": gettext_lazy("这几天不安排走访；别人安排时，系统先提醒"),
            "is_yearly": gettext_lazy("从这一年起，每年同样的月、日都是；跨年的，止期填下一年的日子"),
            "why": gettext_lazy("如：赶订单、盘点、设备检修；可以不写"),
        }

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if not (starts and ends):
            return cleaned
        if cleaned.get("is_yearly") and (ends - starts).days >= ONE_YEAR:
            self.add_error("ends", _("每年都有的，要短于一年"))
        elif ends >= clock.add_months(starts, MOST_MONTHS):
            self.add_error(
                "ends",
                _(
                    "一段最长两年，再长就没有人记得为什么了：请先填两年以内的，到期再续；年年都有的，勾选“每年这几天都是”"
                ),
            )
        return cleaned


class VisitCapForm(RecordForm):
    class Meta:
        model = VisitCap
        fields = ["organization", "span", "times"]
        help_texts = {
            "organization": gettext_lazy("不选就是对所有企业；选了，这家企业只按它自己的算"),
            "times": gettext_lazy("各家来的合在一起算；填 0 就是一次都不安排"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].empty_label = _("所有企业")


class VisitTopicForm(RecordForm):
    class Meta:
        model = VisitTopic
        fields = ["name", "code", "order"]
        help_texts = {"code": gettext_lazy("小写英文，统计时用，不要改动")}
