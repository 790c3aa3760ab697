from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities.models import Photo
from huiguan.activities.models.photos import NOT_PUBLISHABLE, PUBLISHABLE, Consent, Purpose
from huiguan.kernel.attaching import FilesForm
from huiguan.kernel.filetypes import TYPES, ending
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.models import Attachment

PICTURES = [kind for kind, found in TYPES.items() if found.is_picture]
FACTS = ["caption", "taken_by", "purpose", "consent", "refused_by", "note"]
INSIDE = gettext_lazy("照片文件里可能记着拍摄的地点和时间，系统原样保存，不会去掉；要公开的，请先去掉再传")


def known_pictures(activity):
    """Pictures that hang on an activity and are no photos yet."""
    rows = Attachment.of(activity).filter(removed_at=None)
    rows = rows.exclude(pk__in=Photo.everywhere.filter(activity=activity).values("attachment"))
    return rows.filter(pk__in=[row.pk for row in rows if row.type.is_picture])


class PhotosForm(FilesForm):
    """New pictures, or some that hang there already, with what is known of all of them."""

    hanging = forms.ModelMultipleChoiceField(
        Attachment.objects.none(),
        label=gettext_lazy("附件里已有的图片"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    caption = forms.CharField(
        label=gettext_lazy("照片上是什么"), max_length=120, help_text=gettext_lazy("看不见图的人听到的就是这句话")
    )
    taken_by = forms.CharField(label=gettext_lazy("拍摄者"), max_length=60, required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("用途"), choices=Purpose.choices)
    consent = forms.ChoiceField(
        label=gettext_lazy("照片上的人同意吗"), choices=Consent.choices, initial=Consent.UNASKED
    )
    refused_by = forms.CharField(label=gettext_lazy("谁不同意"), max_length=120, required=False)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].label, self.fields["files"].required = _("照片"), False
        self.fields["files"].help_text = INSIDE
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{kind}" for kind in PICTURES)
        self.fields["hanging"].queryset = known_pictures(self.record)
        if not self.fields["hanging"].queryset.exists():
            del self.fields["hanging"]

    def clean_files(self):
        for file in self.cleaned_data["files"]:
            if ending(file.name) not in PICTURES:
                raise ValidationError(_("“%(name)s”不是照片；收 JPG、PNG、WebP") % {"name": file.name})
        return super().clean_files()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "files" in cleaned and not cleaned["files"] and not cleaned.get("hanging"):
            self.add_error("files", self.asides or _("请选照片"))
        check_consent(self, cleaned)
        return cleaned


class PhotoForm(RecordForm):
    class Meta:
        model = Photo
        fields = FACTS

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        check_consent(self, cleaned)
        return cleaned


class WithdrawConsentForm(Form):
    refused_by = forms.CharField(label=gettext_lazy("谁不同意"), max_length=120)
    why = forms.CharField(label=gettext_lazy("怎么说的"), max_length=200, required=False)


def check_consent(form, cleaned) -> None:
    """The constraints once more, each at the field that it is about."""
    if cleaned.get("purpose") == Purpose.PRESS and cleaned.get("consent") not in PUBLISHABLE:
        form.add_error("purpose", NOT_PUBLISHABLE)
    if cleaned.get("consent") == Consent.REFUSED and not cleaned.get("refused_by"):
        form.add_error("refused_by", _("有人不同意的，请写是谁"))
