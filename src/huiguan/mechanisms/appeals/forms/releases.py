"""What is asked before a solved appeal is told in public: words that name nobody, and that the firm agreed."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.forms import Form, long_text
from huiguan.kernel.words import listed
from huiguan.mechanisms.appeals.models import Appeal, Consent, Rating
from huiguan.mechanisms.appeals.queries import last_answer
from huiguan.mechanisms.appeals.queries.veil import names_in, seen_by

WORDS = ("title", "asked", "done")


class ReleaseForm(Form):
    title = forms.CharField(label=_("公开的标题"), max_length=80)
    asked = forms.CharField(label=_("企业提的是什么"), widget=long_text(5))
    done = forms.CharField(label=_("怎么解决的"), widget=long_text(6))
    consent = forms.ChoiceField(label=_("提出的企业怎样同意的"), choices=Consent.choices, widget=forms.RadioSelect)

    def __init__(self, *args, record: Appeal, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.answer = last_answer(record)
        self.agreed = Rating.objects.filter(answer=self.answer, may_be_told=True).exists()
        for name, value in self.begin().items():
            self.fields[name].initial = value
        if not self.agreed:
            self.fields["consent"].choices = [pair for pair in Consent.choices if pair[0] != Consent.RATING]

    def begin(self) -> dict[str, str]:
        text = self.answer.text if self.answer else ""
        found = {"title": self.record.title, "asked": self.record.text, "done": text}
        return {**found, "consent": Consent.RATING} if self.agreed else found

    def clean(self):
        """Nothing is told that says who it was; of a hidden one whoever releases it knows that it does not."""
        cleaned = super().clean()
        filing = seen_by(self.record, self.by)
        if filing is None:
            raise forms.ValidationError(_("提出的企业隐名：请先在诉求页上“查看身份”，才能核对公开的文字没有写出是谁"))
        for name in WORDS:
            if found := names_in(filing, cleaned.get(name, "")):
                self.add_error(name, _now("公开的文字里写出了是谁：%(what)s") % {"what": listed(found)})
        return cleaned


class RewriteForm(ReleaseForm):
    """The same for what is public already: it begins with what stands there."""

    def begin(self) -> dict[str, str]:
        release = self.record.release
        return {name: getattr(release, name) for name in (*WORDS, "consent")}
