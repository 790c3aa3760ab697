"""Who reaches what a rotation keeps of those who serve: by the day, since people leave teams and offices."""

from dataclasses import dataclass

from django.db import models

from huiguan.kernel import clock
from huiguan.kernel.days import on_day
from huiguan.kernel.reach import ReachTo, Scope, apart
from huiguan.register.models.organizations import about_members


@dataclass(frozen=True)
class ReachToBearers(ReachTo):
    """Whoever keeps the scheme, the organizations that serve or whose people do, and the places to which those belong:
    a chamber that serves, and the body in which a person who serves holds an office.

    ``members`` and ``offices`` are paths to rows from–to: only those of today count.
    """

    members: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()

    @classmethod
    def along(cls, *paths: str, node: str, word: str = "rotation.view") -> "ReachToBearers":
        """The bearers to whom one of these paths leads."""
        return cls(
            word,
            node,
            tuple(f"{path}{own}" for path in paths for own in ("organization", "person__organization")),
            members=tuple(f"{path}team__members__" for path in paths),
            places=tuple(f"{path}organization__own_node" for path in paths),
            offices=tuple(f"{path}person__offices__" for path in paths),
        )

    @property
    def owners(self) -> tuple[str, ...]:
        ways = ("organization", "person__organization")
        return (*self.subjects, *(f"{path}{way}" for path in self.members for way in ways))

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = super().q(model, scope)
        if scope.whole:
            return found
        today, serve = clock.today(), models.Q(pk__in=())
        for path in self.members if scope.subjects else ():
            of_team = models.Q(**{f"{path}organization__in": scope.subjects})
            of_team |= models.Q(**{f"{path}person__organization__in": scope.subjects})
            serve |= of_team & on_day(today, path)
        if scope.here or scope.below:
            for path in self.offices:
                serve |= scope.nodes(f"{path}node") & on_day(today, path)
        return found | apart(model, serve)


class ReachToTurns(ReachToBearers):
    """Beside them the chambers to whose members those who serve belong: they see the turns, not what is asked there."""

    def q(self, model: type[models.Model], scope: Scope) -> models.Q:
        found = super().q(model, scope)
        if scope.whole or not (scope.here or scope.below):
            return found
        return found | about_members(model, self.owners, scope)
