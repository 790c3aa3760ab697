"""Acts that each tell one user about it in a transaction of their own; safe to run again.

A program of its own, so that ``test_outbox_kills`` can end it in the middle.
"""

from django.db import transaction

from huiguan.kernel.models import FormUse, Grant, Node, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.telling import tell


def main(count: int) -> None:
    """Each act is a form that was sent; whatever was done before is not done again."""
    with transaction.atomic():
        tenant, _made = Tenant.objects.get_or_create(code="jia", defaults={"name": "甲县工商联"})
        node, _made = Node.objects.get_or_create(tenant=tenant, parent=None, defaults={"name": "甲县工商联"})
        user, made = User.objects.get_or_create(
            username="clerk", defaults={"name": "干某", "email": "clerk@example.cn"}
        )
        if made:
            facts = {"word": "register.view", "node": node, "below": True, "starts": "2020-01-01", "source": "test:1"}
            Grant.objects.create(tenant=tenant, user=user, **facts)
    for number in range(count):
        with transaction.atomic(), reaching(whole(tenant)):
            _use, new = FormUse.objects.get_or_create(token=str(number), defaults={"user": user, "url": "/"})
            if new:
                tell([user], key=f"register.due:{number}", say=lambda: ("有一件事", "请看一看"))
