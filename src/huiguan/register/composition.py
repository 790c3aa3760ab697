"""Who sits in a body, by section of the national classification: persons are counted, never posts."""

from dataclasses import dataclass, field
from datetime import date

from huiguan.kernel import clock
from huiguan.register.models import Office, Person, Term
from huiguan.register.models.bodies import in_force
from huiguan.register.tables import industries

NOT_IN_A_COUNTY = frozenset("T")  # international organizations


@dataclass
class Line:
    """One section: its people, each once, and which of them lead."""

    code: str
    name: str
    people: list[Person] = field(default_factory=list)
    leading: list[Person] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        return not self.people and self.code not in NOT_IN_A_COUNTY


@dataclass
class Composition:
    """A body on one day: a line for every section, and the people who stand in none."""

    day: date
    lines: list[Line]
    without: Line

    @property
    def people(self) -> int:
        return sum(len(line.people) for line in (*self.lines, self.without))

    @property
    def leading(self) -> int:
        return sum(len(line.leading) for line in (*self.lines, self.without))

    @property
    def sections(self) -> list[Line]:
        return [line for line in self.lines if line.people]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.is_missing]


def day_of(term: Term) -> date:
    """The day on which a term is looked at: today, or its last day once it is over."""
    day = max(term.starts, clock.today())
    return min(day, term.ends) if term.ends else day


def composition(term: Term) -> Composition:
    """The leading and committee posts of a term's body, held on its day."""
    day = day_of(term)
    offices = Office.objects.filter(in_force(day), node=term.node, person__isnull=False)
    rows = offices.filter(term=term).select_related("post", "person__organization").order_by("post__order", "pk")
    lines = {code: Line(code, name) for code, name in sorted(industries.SECTIONS.items())}
    without = Line("", "")
    for office in rows:
        if not office.post.is_of_the_term:
            continue
        firm = office.person.organization
        line = lines.get(firm.section, without) if firm else without
        if office.person not in line.people:
            line.people.append(office.person)
        if office.post.is_leading and office.person not in line.leading:
            line.leading.append(office.person)
    return Composition(day, list(lines.values()), without)
