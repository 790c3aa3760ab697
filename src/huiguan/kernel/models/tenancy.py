"""Whose books these are, and who may open them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.fields import EncryptedTextField, PinyinKey, with_keys
from huiguan.kernel.reach import Reach, Scope, whole


class Tenant(models.Model):
    """One set of books. Its rows never mix with those of another."""

    code = models.SlugField(_("代号"), unique=True, help_text=_("小写英文，不再更改"))
    name = models.CharField(_("名称"), max_length=100)
    short = models.CharField(_("简称"), max_length=40, blank=True)
    is_home = models.BooleanField(_("本机主单位"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_home"], condition=models.Q(is_home=True), name="tenant_one_home")
        ]

    def __str__(self):
        return self.name


class Node(models.Model):
    """A place in a tenant's tree: who administers whose records, never legal subordination."""

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="nodes", editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, editable=False, db_index=True)
    name = models.CharField(_("名称"), max_length=100)
    pinyin = PinyinKey(source="name")

    class Meta:
        ordering = ("path",)
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(parent__isnull=True), name="node_one_root_a_tenant"
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = with_keys(self, fields)
        super().save(*args, **kwargs)
        if not self.path:
            self.path = f"{self.parent.path if self.parent else ''}{self.pk}/"
            super().save(update_fields=["path"])


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """A login; without a password nobody can sign in with it."""
        user = self.model(username=User.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A login: of a person, or of the system itself."""

    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    language = models.CharField(max_length=10, blank=True)
    email = EncryptedTextField(_("邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False, help_text="its password is public: it opens on this machine only")
    is_system = models.BooleanField(default=False)
    password_is_temporary = models.BooleanField(
        default=False, help_text="somebody else knows it: nothing opens until its person has set another"
    )

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name or self.username

    @classmethod
    def system(cls) -> "User":
        """The person in whose name jobs and stories act."""
        user, _created = cls.objects.get_or_create(
            username="system", defaults={"name": "系统", "is_system": True, "is_active": False}
        )
        return user

    def tenants(self) -> models.QuerySet:
        """The tenants in which this person holds any word today."""
        if self.is_system:
            return Tenant.objects.all()
        return Tenant.objects.filter(pk__in=Grant.in_force().filter(user=self).values("tenant")).order_by("name")

    def reach(self, tenant: Tenant) -> Reach:
        """What this person may touch in ``tenant`` today, read once and kept for the life of this object."""
        if self.is_system:
            return whole(tenant)
        kept = self.__dict__.setdefault("_reaches", {})
        if tenant.pk not in kept:
            scopes: dict[str, Scope] = {}
            for grant in self._grants(tenant):
                scopes[grant.word] = scopes.get(grant.word, Scope()) | grant.scope()
            kept[tenant.pk] = Reach(tenant, scopes)
        return kept[tenant.pk]

    def forget_reach(self) -> None:
        for name in ("_reaches", "_held"):
            self.__dict__.pop(name, None)

    def scope(self, word: str, tenant: Tenant) -> Scope:
        return self.reach(tenant).scope(word)

    def stands_for(self, tenant: Tenant) -> list["User"]:
        """Those in whose stead this person works in ``tenant`` today."""
        others = set() if self.is_system else {grant.user_id for grant in self._grants(tenant)} - {self.pk}
        return list(User.objects.filter(pk__in=others).order_by("pk")) if others else []

    @contextmanager
    def holding_only(self, *users: "User") -> Iterator[None]:
        """Inside, of all that this person holds only what was granted to these counts."""
        before = {name: self.__dict__.pop(name, None) for name in ("_reaches", "_only")}
        self._only = {user.pk for user in users}
        try:
            yield
        finally:
            for name, value in before.items():
                self.__dict__.pop(name, None)
                if value is not None:
                    self.__dict__[name] = value

    def _grants(self, tenant: Tenant) -> list["Grant"]:
        """What was granted to this person, and what they hold for those in whose stead they are; read once.

        Whoever holds nothing of their own stands in for nobody.
        """
        held = self.__dict__.setdefault("_held", {})
        if tenant.pk not in held:
            absent = self.stands_in.in_force().filter(tenant=tenant).values("absent")
            theirs = models.Q(user=self) | models.Q(user__in=absent, personal=False)
            found = list(Grant.in_force().filter(theirs, tenant=tenant).select_related("node"))
            held[tenant.pk] = found if any(grant.user_id == self.pk for grant in found) else []
        only = self.__dict__.get("_only")
        return [grant for grant in held[tenant.pk] if only is None or grant.user_id in only]


class Grant(models.Model):
    """A word that a user holds from–to: on a node (here, or here and below), or on one subject of the tenant.

    The subject is one record of the register above; the kernel keeps its number only, because it knows no business.
    """

    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    word = models.CharField(max_length=60)
    node = models.ForeignKey(Node, models.PROTECT, null=True, related_name="grants")
    below = models.BooleanField(default=False)
    subject_id = models.BigIntegerField(null=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    source = models.CharField(max_length=80, help_text="what wrote it, as label:id", db_index=True)
    personal = models.BooleanField(default=False, help_text="whoever stands in for the user does not get it")

    class Meta:
        verbose_name = _("授权")
        indexes = [models.Index(fields=["user", "tenant"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(node__isnull=False, subject_id__isnull=True)
                | models.Q(node__isnull=True, subject_id__isnull=False),
                name="grant_on_a_node_or_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.word}"

    @classmethod
    def in_force(cls) -> models.QuerySet:
        today = clock.today()
        return cls.objects.filter(starts__lte=today).filter(models.Q(ends=None) | models.Q(ends__gte=today))

    def scope(self) -> Scope:
        if self.node is None:
            return Scope(subjects=frozenset({self.subject_id}))
        if self.below and self.node.parent_id is None:
            return Scope(whole=True)
        if self.below:
            return Scope(below=(self.node.path,))
        return Scope(here=frozenset({self.node.path}))
