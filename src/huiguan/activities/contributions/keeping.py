"""Whose task an activity is: of those who may arrange it, those at whose place it is kept."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiguan.activities.models import Activity
from huiguan.activities.rules import arranges
from huiguan.kernel.models import Grant
from huiguan.kernel.rules import scope_of

WORD = "activities.edit"


def kept_by(by) -> QuerySet[Activity]:
    """What somebody arranges and nobody nearer does: who looks after all is not asked for what a chamber keeps."""
    scope = scope_of(by, WORD)
    there = Grant.in_force().filter(word=WORD, node=OuterRef("node"), user__is_active=True)
    own = Q(node__path__in=scope.here | {*scope.below}) | ~Exists(there)
    own |= Q(node__parent=None) if scope.whole else Q(pk__in=())
    return Activity.objects.filter(arranges.q(by, Activity)).filter(own)
