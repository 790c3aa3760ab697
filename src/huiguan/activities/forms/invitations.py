from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.activities import inviting
from huiguan.activities.entering import read_names
from huiguan.activities.forms.activities import OfSomebodyForm
from huiguan.activities.models import Invitation
from huiguan.activities.models.invitations import MOST_SEATS
from huiguan.kernel import words
from huiguan.kernel.forms import Form
from huiguan.kernel.models import SavedView
from huiguan.register.forms.bodies import PersonAndFirm
from huiguan.register.models import ChamberType, Post, Tag
from huiguan.register.queries import known_by_name, posts_of_bodies


class InviteForm(Form):
    """First whom to look for, then who of those found: the button that was pressed says which."""

    group = forms.CharField(
        label=gettext_lazy("哪一类对象"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("如：异地郯城商会、市直属商会；统计邀请了几类时用，可以留空"),
    )
    most = forms.IntegerField(
        label=gettext_lazy("每份邀请最多来几位"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("分名额时用：如每家商会 2 位；不限就留空"),
    )
    posts = forms.ModelMultipleChoiceField(
        Post.objects.all(), label=gettext_lazy("职务"), required=False, widget=forms.CheckboxSelectMultiple
    )
    chamber_types = forms.ModelMultipleChoiceField(
        ChamberType.objects.all(),
        label=gettext_lazy("只要这几类商会里的"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("如：职务选秘书长、商会选乡镇商会，就是所有乡镇商会的秘书长"),
    )
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), label=gettext_lazy("有这些标签的组织"), required=False, widget=forms.CheckboxSelectMultiple
    )
    view = forms.ModelChoiceField(
        SavedView.objects.none(),
        label=gettext_lazy("组织名录里的常用筛选"),
        required=False,
        help_text=gettext_lazy("在组织名录里筛好、存下的名单"),
    )
    names = forms.CharField(
        label=gettext_lazy("写名字"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("一行一位，后面空一格是单位，如：张三 银杏茶业；单位也可以单独写一行"),
    )
    guests = forms.Field(label=gettext_lazy("邀请谁"), required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data=None, *, request, step: str = "", **kwargs):
        super().__init__(data, **kwargs)
        self.step, self.request, self.found, self.rows, self.unmatched = step, request, [], [], []
        self.fields["posts"].queryset = posts_of_bodies()
        views = SavedView.objects.filter(tenant=request.tenant, user=request.user, list_name="organizations")
        self.fields["view"].queryset = views
        if not views:
            del self.fields["view"]

    def clean_names(self):
        names = self.cleaned_data["names"]
        self.rows, _again = read_names(names)
        return names

    def clean_guests(self):
        """Who was ticked; what they may be is looked for anew, so that nobody is invited who was not offered."""
        asked = self.cleaned_data
        found = inviting.holders(asked["posts"], asked.get("chamber_types") or ()) if asked.get("posts") else []
        found += inviting.tagged(asked.get("tags") or ())
        found += (kept := inviting.kept_in(asked.get("view"), self.request))
        found += inviting.written(self.rows)
        self.found = inviting.once(found)
        self.unmatched = self._without_guests(kept)
        ticked = set(self.data.getlist("guests")) if self.step == "save" else {guest.key for guest in self.found}
        return [guest for guest in self.found if guest.key in ticked]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("chamber_types") and not cleaned.get("posts"):
            self.add_error("posts", _("请选要请哪些职务的人"))
        if not self.errors and not self.found:
            raise forms.ValidationError(_("没有找到人；请选职务、标签、常用筛选，或者写名字"))
        if not self.errors and self.step == "save" and not cleaned["guests"]:
            raise forms.ValidationError(_("请先勾选要邀请的人"))
        return cleaned

    def _without_guests(self, kept: list) -> list[str]:
        """The rules that were asked and brought nobody, each in its words."""
        asked = self.cleaned_data
        posts, kinds = inviting.held_by_nobody(asked.get("posts") or (), asked.get("chamber_types") or ())
        empty = {
            "posts": posts,
            "chamber_types": kinds if asked.get("posts") else [],
            "tags": inviting.on_nobody(asked.get("tags") or ()),
            "view": [asked["view"]] if asked.get("view") and not kept else [],
        }
        return [words.labelled(self.fields[name].label, one) for name, rules in empty.items() for one in rules]

    @property
    def offered(self) -> list[dict]:
        """Everybody found, each with whether they are ticked."""
        ticked = {guest.key for guest in self.cleaned_data.get("guests", [])}
        return [{"key": guest.key, "label": guest.label, "ticked": guest.key in ticked} for guest in self.found]


class MailField(forms.EmailField):
    """An address, kept as text: what is encrypted has no column type of its own."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"max_length": 254, "widget": forms.EmailInput})


class InvitationForm(OfSomebodyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = known_by_name()

    class Meta:
        model = Invitation
        fields = ["group", "person", "name", "organization", "most", "email"]
        field_classes = {"person": PersonAndFirm, "email": MailField}
        help_texts = {
            "most": gettext_lazy("分名额时用；不限就留空"),
            "email": gettext_lazy("没有账号的客人，系统把邀请和日历发到这里；加密保存。没有就留空，由您转告"),
        }
