from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiguan.kernel.forms import RecordForm
from huiguan.kernel.models import Node
from huiguan.kernel.numbers import whole
from huiguan.kernel.words import bracketed, listed
from huiguan.register import queries
from huiguan.register.forms.choices import RegionField, divisions, sections, settle_place
from huiguan.register.models import Kind, Organization, Tag
from huiguan.register.rules import founds_chambers, gives_reserved_tags
from huiguan.register.tables import industries, uscc
from huiguan.register.tables.names import matching_key

EXAMPLE = uscc.complete("91371322MA3TEA001")


class OrganizationForm(RecordForm):
    """``same_name`` is the name about which the person was warned: sent again unchanged, it is meant so."""

    same_name = forms.CharField(widget=forms.HiddenInput, required=False)
    uscc = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("18 位，见营业执照"),
    )
    ours = forms.ChoiceField(
        label=gettext_lazy("是不是本会的商会"),
        choices=[
            ("yes", gettext_lazy("是：有自己的会员名单，由它自己归口")),
            ("no", gettext_lazy("不是：别家的商会，只登记在这里")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("只对商会有用；改选别的类别以后，这一项不起作用"),
        error_messages={"required": gettext_lazy("登记的是商会：请选一下是不是本会的商会，再保存")},
    )
    joins = forms.ModelChoiceField(
        Node.objects.all(),
        label=gettext_lazy("加入商会"),
        required=False,
        help_text=gettext_lazy("保存以后就是它的会员；不加入的留空，以后也可以再加"),
    )
    region = RegionField(label=gettext_lazy("所在地"))
    section = forms.ChoiceField(
        label=gettext_lazy("行业门类"),
        required=False,
        choices=sections,
        help_text=gettext_lazy("只填大类时自动补上"),
    )
    division = forms.ChoiceField(label=gettext_lazy("行业大类"), required=False, choices=divisions)
    groups = [
        (
            gettext_lazy("登记信息"),
            ["kind", "ours", "name", "short", "former", "uscc", "legal_rep", "founded", "ended"],
        ),
        (gettext_lazy("行业与规模"), ["division", "section", "local_sector", "size", "staff"]),
        (gettext_lazy("所在与归口"), ["region", "address", "node", "joins"]),
        (gettext_lazy("标签与备注"), ["tags", "note"]),
    ]

    class Meta:
        model = Organization
        fields = [
            *("kind", "name", "short", "former", "uscc", "legal_rep", "founded", "ended"),
            *("division", "section", "local_sector", "size", "staff", "region", "address", "node", "tags", "note"),
        ]
        widgets = {"tags": forms.CheckboxSelectMultiple, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].begin_at_home()
        if self.instance.own_node_id:
            del self.fields["node"]  # it is administered at its own place
        else:
            settle_place(self, "register.edit")
        if self.instance.own_node_id or self["kind"].value() != Kind.CHAMBER:
            del self.fields["ours"]
        else:
            self.fields["ours"].initial = "no" if self.instance.pk else "yes"
        self._offer_tags()
        self._offer_chambers()
        if self.instance.kind != Kind.CHAMBER and not (verdict := founds_chambers(self.by)):
            kind = self.fields["kind"]
            kind.choices = [choice for choice in kind.choices if choice[0] != Kind.CHAMBER]
            kind.error_messages["invalid_choice"] = verdict.why

    def _offer_chambers(self) -> None:
        """Where an organization is entered it may join a chamber at once: by itself that of whoever works for one."""
        places = queries.nodes_within(self.by, "register.edit")
        chambers = places.exclude(parent=None)
        if self.instance.pk or self["kind"].value() == Kind.CHAMBER or not chambers.exists():
            del self.fields["joins"]
            return
        self.fields["joins"].queryset = chambers
        own = places.first()
        self.fields["joins"].initial = own if own.parent_id else None

    def _offer_tags(self) -> None:
        """Those that this person may put on; what only the federation puts on stays as it is."""
        self.reserved_tags = []
        if gives_reserved_tags(self.by):
            return
        tags = self.fields["tags"]
        tags.queryset = Tag.objects.filter(reserved=False)
        if self.instance.pk and (kept := list(self.instance.tags.filter(reserved=True))):
            self.reserved_tags = kept
            self.initial["tags"] = [tag for tag in self.initial["tags"] if tag not in kept]
            tags.help_text = _("工商联贴的标签不在这里改：%(tags)s") % {"tags": listed(kept)}

    def clean_tags(self):
        chosen = [*self.cleaned_data["tags"], *self.reserved_tags]
        return Tag.objects.filter(pk__in=[tag.pk for tag in chosen])

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_uscc(self):
        code = uscc.normalise(self.cleaned_data["uscc"])
        if not code:
            return ""
        problem = uscc.problem(code)
        if problem == "length":
            raise forms.ValidationError(
                _("应为 18 位，现在是 %(n)s 位；样子如 %(example)s") % {"n": len(code), "example": EXAMPLE}
            )
        if problem == "letter":
            raise forms.ValidationError(
                _(
                    "第 %(place)s 位的“%(sign)s”不会出现在代码里："
                    "只用数字和大写字母，不用 I、O、Z、S、V；样子如 %(example)s"
                )
                % {**_first_wrong(code), "example": EXAMPLE}
            )
        if problem == "digit":
            raise forms.ValidationError(
                _("最后一位校验码与前 17 位对不上，多半有一位输错，请对照营业执照逐位核对；样子如 %(example)s")
                % {"example": EXAMPLE}
            )
        if other := queries.with_code(code, besides=self.instance.pk):
            raise forms.ValidationError(self._registered(other))
        return code

    def _registered(self, other: Organization) -> SafeString:
        """Who has the code already, and the way to take them into the chamber that the new one was to join."""
        node = whole(self["joins"].value()) if "joins" in self.fields else None
        chamber = Organization.objects.filter(own_node__in=self.fields["joins"].queryset, own_node=node) if node else ()
        said = _("这个统一社会信用代码已经登记过了：{other}。")
        if not chamber:
            return format_html(said, other=_told([other]))
        url = f"{reverse('affiliations.take_in', args=[chamber[0].pk])}?organization={other.uscc}"
        join = format_html('<a href="{}">{}</a>', url, _("加入已登记的这一家"))
        return format_html("{}{}", format_html(said, other=_told([other])), join)

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if self.instance.own_node_id and kind != self.instance.kind:
            raise forms.ValidationError(
                _("它有自己的会员名单和归口的档案，不能改成别的类别；登记错了的，请另外登记一条")
            )
        return kind

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self._fill_section(cleaned)
        self._warn_of_namesakes(cleaned)
        return cleaned

    def _fill_section(self, cleaned: dict) -> None:
        if not (division := cleaned.get("division")):
            return
        section = industries.section_of(division)
        if not cleaned.get("section"):
            cleaned["section"] = section
        elif cleaned["section"] != section:
            right = f"{section} {industries.SECTIONS[section]}"
            self.add_error("section", _("所选大类属于“%(right)s”，请改选或留空") % {"right": right})

    def _warn_of_namesakes(self, cleaned: dict) -> None:
        name = cleaned.get("name")
        if not name or self.has_error("name"):
            return
        key = matching_key(name)
        if cleaned.get("same_name") == key or (self.instance.pk and "name" not in self.changed_data):
            return
        if found := queries.namesakes(name, besides=self.instance.pk):
            self.data = self.data.copy()
            self.data[self.add_prefix("same_name")] = key
            self.add_error("name", _warning(found))


def _first_wrong(code: str) -> dict:
    return next({"place": i, "sign": sign} for i, sign in enumerate(code, start=1) if sign not in uscc.ALPHABET)


def _warning(found: list[Organization]) -> SafeString:
    """Each with the way to its page, in a window of its own so that nothing typed is lost, for whoever may open it."""
    return format_html(
        _("已有同名组织：{listed}。确认不是同一家，请直接再保存一次；是同一家，请取消后修改原记录"),
        listed=_told(found[:3]),
    )


def _told(shown: list[Organization]) -> SafeString:
    opened = set(Organization.objects.filter(pk__in=[other.pk for other in shown]).values_list("pk", flat=True))
    names = [_linked(other) if other.pk in opened else bracketed(other.name, other.uscc) for other in shown]
    return format_html_join(pgettext("列举", "、"), "{}", ((name,) for name in names))


def _linked(other: Organization) -> SafeString:
    url, name = reverse("organizations.detail", args=[other.pk]), bracketed(other.name, other.uscc)
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', url, name)
