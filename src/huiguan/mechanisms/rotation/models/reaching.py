"""How a row about those who serve is reached: by whoever organizes it, and by those whom it concerns."""

from dataclasses import dataclass

from huiguan.kernel.reach import ReachTo
from huiguan.register.models.organizations import about_members

SUBJECTS = (
    "organization",
    "person__organization",
    "team__members__organization",
    "team__members__person__organization",
)


def subjects(path: str = "") -> tuple[str, ...]:
    """The organizations that a bearer, found along ``path``, is or comes from."""
    return tuple(f"{path}{subject}" for subject in SUBJECTS)


@dataclass(frozen=True)
class ReachToBearers(ReachTo):
    """Whoever organizes the scheme, the organizations that serve or whose people do, and the places to which those
    belong: a chamber that serves, and the body in which a person who serves holds an office."""

    places: tuple[str, ...] = ()

    @classmethod
    def along(cls, path: str, node: str, also: tuple[str, ...] = ()) -> "ReachToBearers":
        places = (f"{path}organization__own_node", f"{path}person__offices__node")
        return cls("rotation.view", node, (*subjects(path), *also), places)

    def q(self, model, scope):
        found = super().q(model, scope)
        if scope.whole or not (scope.here or scope.below):
            return found
        for place in self.places:
            found |= ReachTo(self.word, place, self.subjects).q(model, scope)
        return found


class ReachToTurns(ReachToBearers):
    """Beside them the chambers to whose members those who serve belong: they see the turns, not what is asked there."""

    def q(self, model, scope):
        found = super().q(model, scope)
        if scope.whole or not (scope.here or scope.below):
            return found
        return found | about_members(model, self.subjects, scope)
