from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel.forms import Form, RecordForm
from huiguan.register import actions, queries
from huiguan.register.administrators import ADMIN, left_without, left_without_role
from huiguan.register.forms.choices import PostField, node_choices, settle_place
from huiguan.register.models import Body, Office, Post, Term
from huiguan.register.roles import ROLES


class TermForm(RecordForm):
    fixed = ("node",)  # where there is but one body, it is not asked

    class Meta:
        model = Term
        fields = ["node", "number", "starts", "planned_end", "ends", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"number": gettext_lazy("第几届，只填数字"), "ends": gettext_lazy("换届后填写")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        settle_place(self, "register.edit")
        if "node" in self.fields:
            self.fields["node"].label, self.fields["node"].help_text = _("机构"), _("这是哪个机构的一届")


class PersonAndFirm(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person} · {person.organization}" if person.organization else str(person)


class OfficeForm(RecordForm):
    """The one form of appointing; refusing here what the action would refuse keeps what was typed."""

    class Meta:
        model = Office
        fields = ["post", "node", "term", "person", "organization", "starts", "ends"]
        field_classes = {"person": PersonAndFirm, "post": PostField}
        help_texts = {
            "person": gettext_lazy("由个人任职时填写"),
            "organization": gettext_lazy("由单位任职时填写（如副会长单位），与任职人二选一"),
            "ends": gettext_lazy("任期未定可以留空"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = self.fields["person"].queryset.select_related("organization")
        self.fields["term"].queryset = self.fields["term"].queryset.select_related("node")
        node_choices(self.fields["node"], self.by, "register.appoint")
        if self.instance.node_id:  # opened from a term of this body
            here = [Body.ANY, Body.of(self.instance.node)]
            self.fields["post"].queryset = self.fields["post"].queryset.filter(body__in=here)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        post, node, term = cleaned.get("post"), cleaned.get("node"), cleaned.get("term")
        if term and node and term.node_id != node.pk:
            self.add_error("term", _("这一届属于“%(body)s”，与任职机构不一致") % {"body": term.node})
        if post and node and not post.exists_at(node):
            self.add_error("post", actions.no_such_post(post, node))
        elif post and node and not actions.may_give(self.by, post.role, node):
            self.add_error(
                "post",
                _("“%(post)s”带有您自己没有的系统权限，您不能授予；请选别的职务，或由系统管理员办理") % {"post": post},
            )
        return cleaned


class EndOfficeForm(Form):
    on = forms.DateField(label=gettext_lazy("离任日期"))
    reason = forms.CharField(label=gettext_lazy("离任原因"), max_length=100, required=False)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < self.record.starts:
            raise forms.ValidationError(_("离任不能早于任职（%(starts)s）") % {"starts": self.record.starts})
        if reason := left_without(self.record, on=on):
            raise forms.ValidationError(reason)
        return on


class PostForm(RecordForm):
    """A role is what a post opens in the system, so nobody sets or removes one that they could not give."""

    role = forms.ChoiceField(
        label=gettext_lazy("系统角色"),
        required=False,
        choices=lambda: [("", _("没有系统权限")), *((code, role.label) for code, role in ROLES.items())],
        help_text=gettext_lazy("任此职务的人登录后能做什么；改动立即影响现任的每一个人"),
    )

    class Meta:
        model = Post
        fields = ["name", "code", "body", "is_leading", "is_committee", "role", "is_for_access", "order"]
        help_texts = {
            "code": gettext_lazy("小写英文，统计时用，不要改动"),
            "body": gettext_lazy("任职时只在这类机构可选"),
            "is_for_access": gettext_lazy("系统管理员、审计、企业代表：不是班子里的职务，只为登录以后能做什么"),
            "is_leading": gettext_lazy("主席、副主席等"),
            "is_committee": gettext_lazy("执委、常委；领导班子成员也是"),
        }

    def clean_role(self):
        role, before = self.cleaned_data["role"], self.initial.get("role", "")
        if role != before:
            node = queries.root()
            if not (actions.may_give(self.by, role, node) and actions.may_give(self.by, before, node)):
                raise forms.ValidationError(_("这个角色带有您自己没有的权限，请由系统管理员设置"))
            if before == ADMIN and (reason := left_without_role(self.instance)):
                raise forms.ValidationError(reason)
        return role
