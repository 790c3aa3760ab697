"""How an appeal is kept: under which profile, and in which words the units read it."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import RecordForm, long_text
from huiguan.kernel.words import bracketed, listed
from huiguan.mechanisms.appeals.actions import late_at_once
from huiguan.mechanisms.appeals.forms.naming import Unnaming
from huiguan.mechanisms.appeals.models import Appeal, Category, Level, Profile, Stage
from huiguan.mechanisms.appeals.queries.veil import seen_by

FOR_UNITS = _("交给承办单位看的文字。提出的企业隐名：请用自己的话写，不要写企业、人名、电话、地址和看得出是谁的细节")


class AmendForm(Unnaming, RecordForm):
    """How it is kept, and the words that the unit reads. Of what is hidden they are not those of whoever raised it."""

    category = forms.ModelChoiceField(Category.objects.all(), label=_("类别"))
    level = forms.ChoiceField(label=_("轻重"), choices=Level.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("诉求内容"), widget=long_text(6))

    class Meta:
        model = Appeal
        fields = ("category", "level", "title", "text", "tags")
        help_texts = {"tags": _("几个词，用空格分开")}

    def __init__(self, *args, record: Appeal, initial: dict | None = None, **kwargs):
        begin = {"title": ""} if record.is_hidden and not record.text else {}
        super().__init__(*args, instance=record, initial={**begin, **(initial or {})}, **kwargs)
        if record.is_hidden:
            self.fields["text"].help_text = FOR_UNITS

    def saved_by(self, user):
        """Behind a veil nobody: it may be whoever raised it."""
        return user if seen_by(self.instance, self.by) else ""

    def clean(self):
        """The move is made on the version that was seen, or not at all."""
        cleaned = super().clean()
        return {name: value for name, value in cleaned.items() if name != "row_version"} | {
            "seen": self.instance.version
        }


AHEAD = (Stage.CONTACT, Stage.ASSIGN, Stage.ACKNOWLEDGE, Stage.OPINE, Stage.ANSWER, Stage.CONFIRM)


class ProfileChoice(forms.ModelChoiceField):
    """Each with the limits that every appeal meets from now on, which nobody knows by heart."""

    def label_from_instance(self, obj):
        return bracketed(obj, listed(str(one) for one in obj.limits.all() if one.stage in AHEAD))


class AcceptForm(AmendForm):
    profile = ProfileChoice(Profile.objects.all(), label=_("办理时限方案"), widget=forms.RadioSelect, empty_label=None)
    field_order = ("profile", "category", "level", "title", "text", "tags")

    class Meta(AmendForm.Meta):
        fields = ("profile", *AmendForm.Meta.fields)

    def __init__(self, *args, record: Appeal, by=None, **kwargs):
        super().__init__(*args, record=record, by=by, **kwargs)
        self.fields["profile"].queryset = Profile.objects.prefetch_related("limits")
        if record.is_hidden and not seen_by(record, by):
            self.fields["text"].help_text = f"{FOR_UNITS} {_now('要先看原话，请在诉求页上“查看身份”')}"

    @property
    def mind(self) -> list[str]:
        """Which of the profiles that are offered never call an answer late, and which call it late at once."""
        endless = self.fields["profile"].queryset.exclude(limits__stage=Stage.ANSWER)
        told = _now("按“%(profile)s”受理，答复没有时限：不计时，也不会逾期")
        late = _now("按“%(profile)s”受理，%(stages)s一受理就逾期：从提出起算，已经过了")
        return [
            *super().mind,
            *(told % {"profile": one} for one in endless),
            *(
                late % {"profile": one, "stages": listed(stages)}
                for one in self.fields["profile"].queryset
                if (stages := late_at_once(self.instance, one))
            ),
        ]
