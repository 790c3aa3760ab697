from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form
from huiguan.kernel.words import bracketed
from huiguan.register.models import Tag
from huiguan.register.rules import gives_reserved_tags


class Tags(forms.ModelMultipleChoiceField):
    """Each with the number of the chosen organizations that have it."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return bracketed(obj, _("%(n)s 家已有") % {"n": obj.having} if obj.having else "")


class TagsForm(Form):
    """What is put on many organizations, and what is taken off. ``chosen`` are their numbers."""

    add = Tags(Tag.objects.all(), label=gettext_lazy("加上"), required=False)
    remove = Tags(Tag.objects.all(), label=gettext_lazy("去掉"), required=False)

    def __init__(self, *args, chosen: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        having = Count("organizations", filter=Q(organizations__in=chosen))
        tags = Tag.objects.annotate(having=having).order_by(*Tag._meta.ordering)  # which Django drops when it counts
        if not gives_reserved_tags(self.by):
            tags = tags.filter(reserved=False)
        self.fields["add"].queryset = tags
        self.fields["remove"].queryset = tags.filter(having__gt=0)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if twice := set(cleaned["add"]) & set(cleaned["remove"]):
            raise forms.ValidationError(_("“%(tag)s”不能又加上又去掉") % {"tag": min(twice, key=lambda tag: tag.pk)})
        if not (cleaned["add"] or cleaned["remove"]):
            raise forms.ValidationError(_("还没有选标签：要加上的、要去掉的，至少选一个"))
        return cleaned
