"""Who reaches an appeal, and who reaches what lies behind its veil."""

from dataclasses import dataclass
from typing import Self

from django.db import models

from huiguan.kernel.reach import Reach, ReachTo, Scope, apart
from huiguan.register.units import of_units

VIEW, LEAD = "appeals.view", "appeals.lead"
AT_WORK = ("given", "acknowledged", "objected", "answered")  # states of an assignment that is not taken back


@dataclass(frozen=True)
class ReachToAppeals(ReachTo):
    """Whoever looks after its place; who filed it, and the chamber that did so for a member; the units to which it is
    assigned, from then on and until it is taken from them; leaders to whom it was escalated.

    ``path`` leads from the kind of record to the appeal.
    """

    path: str = ""

    @classmethod
    def along(cls, path: str = "") -> Self:
        filers = of_units(f"{path}filing__organization")
        filers["places"] += (f"{path}filing__through__own_node",)
        return cls(VIEW, f"{path}node", **filers, path=path)

    @property
    def owners(self) -> tuple[str, ...]:
        return (*self.subjects, f"{self.path}assignments__unit")

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = super().q(model, scope)
        if scope.whole or not scope.subjects:
            return found
        return found | apart(model, self.assigned_to(scope))

    def assigned_to(self, scope: Scope) -> models.Q:
        here = f"{self.path}assignments__"
        return models.Q(**{f"{here}unit__in": scope.subjects, f"{here}state__in": AT_WORK})

    def of(self, model: type[models.Model], reach: Reach) -> models.Q:
        """All ways together, for the manager."""
        scope = reach.scope(VIEW)
        found = self.q(model, scope)
        if reach.scope(LEAD) and not scope.whole:
            found |= apart(model, models.Q(**{f"{self.path}escalations__isnull": False}))
        return found


@dataclass(frozen=True)
class ReachBehindTheVeil(ReachToAppeals):
    """The same for what may be hidden: then only whoever filed it reaches it, and nobody else whatever they hold."""

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        in_the_open = models.Q(**{f"{self.path}is_hidden": False})
        if scope.whole:
            return in_the_open
        return (super().q(model, scope) & in_the_open) | self.own(model, scope)

    def own(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = models.Q(pk__in=())
        for lookup in self.places if scope.here or scope.below else ():
            found |= scope.nodes(lookup)
        for lookup in self.subjects if scope.subjects else ():
            found |= models.Q(**{f"{lookup}__in": scope.subjects})
        return apart(model, found)

    def of(self, model: type[models.Model], reach: Reach) -> models.Q:
        if reach.everything:
            return models.Q()
        in_the_open = models.Q(**{f"{self.path}is_hidden": False})
        return self.q(model, reach.scope(VIEW)) | (super().of(model, reach) & in_the_open)
