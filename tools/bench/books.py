"""Books of any size, the same every time: organizations with their search entries, members, people, a rotation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from huiguan.kernel.acting import acting
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Node, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation import actions as rotation
from huiguan.mechanisms.rotation.models import Scheme, SchemeStep, Suggestion, Topic, Turn
from huiguan.register import actions, logins
from huiguan.register.models import Affiliation, Kind, LocalSector, Office, Organization, Person, Post, Region, Tag
from huiguan.register.opening import open_books
from huiguan.register.tables import industries, uscc

PLACES = ("郯城", "临沂", "山东", "沂蒙", "马头", "李庄", "沭河", "银杏")
SIGNS = "鼎盛恒泰华信宏远嘉和瑞丰金穗永兴德润安顺福源明达正阳东方"  # a firm's own word is two of these
TRADES = (
    "板材",
    "家居",
    "机械",
    "食品",
    "纺织",
    "化工",
    "物流",
    "建材",
    "农业",
    "电子",
    "包装",
    "服饰",
    "商贸",
    "医药",
)
FORMS = ("有限公司", "股份有限公司", "专业合作社", "经营部")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"
CHAMBERS = 30
MEMBERS_AT_ONCE = 1000  # the first chamber has as many, whatever the size of the books
ELIGIBLE = 60
SUGGESTIONS = 400
PASSWORD = "bench-of-the-house-1"
FIRST_DAY = date(2025, 1, 1)


@dataclass
class Books:
    tenant: Tenant
    root: Node
    chamber: Node
    scheme: Scheme
    clerk: User
    secretary: User
    rows: int


def name(number: int) -> str:
    """A name for each number; no two are the same below 10 million."""
    number, place = divmod(number, len(PLACES))
    number, trade = divmod(number, len(TRADES))
    number, first = divmod(number, len(SIGNS))
    number, second = divmod(number, len(SIGNS))
    rest, form = divmod(number, len(FORMS))
    return f"{PLACES[place]}{SIGNS[first]}{SIGNS[second]}{TRADES[trade]}{_branch(rest)}{FORMS[form]}"


def _branch(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(number)) if number else ""


def person_name(number: int) -> str:
    number, surname = divmod(number, len(SURNAMES))
    number, first = divmod(number, len(GIVEN))
    return SURNAMES[surname] + GIVEN[first] + (GIVEN[number % len(GIVEN)] if number % 3 else "")


def fill(rows: int) -> Books:
    tenant = open_books(
        code="bench",
        name="示范县工商业联合会",
        short="示范县工商联",
        admin="admin",
        admin_name="管理员",
        password=PASSWORD,
    )
    root = Node.objects.get(tenant=tenant, parent=None)
    with reaching(whole(tenant)), acting(User.system()):
        federation = Organization.objects.get(own_node=root)
        federation.region = Region.objects.filter(level="county").first()
        federation.save()
        chambers = [_chamber(root, number) for number in range(CHAMBERS)]
        firms = _organizations(root, rows)
        _members(firms, chambers)
        _tags(firms)
        people = _people(root, firms)
        _offices(root, people)
        clerk = _login(root, "clerk", "干事", "clerk", root)
        secretary = _login(root, "secretary", "秘书", "secretary", chambers[0])
        scheme = _rotation(root)
    return Books(tenant, root, chambers[0], scheme, clerk, secretary, rows)


def _chamber(root: Node, number: int) -> Node:
    made = Organization(node=root, kind=Kind.CHAMBER, name=f"示范县{TRADES[number % 14]}商会{_branch(number // 14)}")
    made.save()
    actions.settle(made, by=User.system())
    return made.own_node


def _organizations(root: Node, rows: int) -> list[int]:
    towns = list(Region.objects.filter(level="township"))
    sectors = LocalSector.objects.bulk_create(LocalSector(name=trade) for trade in TRADES)
    divisions = sorted(industries.DIVISIONS)
    found: list[int] = []

    def one(number: int) -> Organization:
        division = divisions[number % len(divisions)]
        kind = Kind.COOPERATIVE if number % 9 == 0 else Kind.INDIVIDUAL if number % 7 == 0 else Kind.FIRM
        return Organization(
            node=root,
            kind=kind,
            name=name(number),
            uscc=uscc.complete(f"91371322MA{number:07d}"),
            legal_rep=person_name(number * 7),
            region=towns[number % len(towns)] if towns else None,
            division=division,
            section=industries.section_of(division),
            local_sector=sectors[number % len(sectors)],
            size=("micro", "small", "small", "medium", "large")[number % 5],
            founded=date(2000, 1, 1) + timedelta(days=number % 9000),
        )

    for numbers in _chunks(iter(range(rows)), 2000):
        found += [row.pk for row in Organization.objects.bulk_create([one(number) for number in numbers])]
    return found


def _chunks(source: Iterator, size: int) -> Iterator[list]:
    while chunk := list(islice(source, size)):
        yield chunk


def _members(firms: list[int], chambers: list[Node]) -> None:
    """A fifth of all belong to a chamber: a thousand to the first, the others to the rest in turn."""
    first, others = firms[:MEMBERS_AT_ONCE], firms[MEMBERS_AT_ONCE::5]
    rows = [(firm, chambers[0]) for firm in first]
    rows += [(firm, chambers[1 + place % (CHAMBERS - 1)]) for place, firm in enumerate(others)]
    for chunk in _chunks(iter(rows), 2000):
        Affiliation.objects.bulk_create(
            Affiliation(organization_id=firm, node=node, role="会员", starts=FIRST_DAY) for firm, node in chunk
        )


def _tags(firms: list[int]) -> None:
    tags = Tag.objects.bulk_create(Tag(name=tag) for tag in ("专精特新", "规上企业", "出口企业"))
    through = Organization.tags.through
    through.objects.bulk_create(
        (through(organization_id=firm, tag_id=tags[place % 3].pk) for place, firm in enumerate(firms[::4])),
        batch_size=2000,
    )


def _people(root: Node, firms: list[int]) -> list[Person]:
    """Somebody of every twentieth firm."""
    found: list[Person] = []
    for chunk in _chunks(iter(list(enumerate(firms[::20]))), 1000):
        found += Person.objects.bulk_create(
            Person(node=root, name=person_name(number), organization_id=firm) for number, firm in chunk
        )
    return found


def _offices(root: Node, people: list[Person]) -> None:
    post = Post.objects.get(code="member")
    Office.objects.bulk_create(
        Office(post=post, node=root, person=person, starts=FIRST_DAY - timedelta(days=place))
        for place, person in enumerate(people[:ELIGIBLE])
    )


def _login(root: Node, username: str, called: str, post: str, node: Node) -> User:
    person = Person(node=root, name=called)
    person.save()
    by = User.system()
    actions.appoint(Post.objects.get(code=post), node, by=by, person=person, starts=FIRST_DAY)
    return logins.give_login(person, by=by, username=username, password=PASSWORD)


def _rotation(root: Node) -> Scheme:
    """A year of six turns, planned by the solver, under way, with suggestions to their hosts."""
    today = date.today()
    scheme = Scheme(node=root, name="轮值", starts=date(today.year, 1, 1), length=2, hosts_from=2, hosts_to=3)
    scheme.save()
    scheme.eligible_posts.set(Post.objects.filter(offices__isnull=False, offices__person__user=None).distinct())
    for order, (step, day) in enumerate(
        (("报送", 10), ("走访", 20), ("座谈", 30), ("落实", 50), ("归档", 60)), start=1
    ):
        SchemeStep(scheme=scheme, order=order, name=step, due_day=day).save()
    by = User.system()
    rotation.plan(scheme, by=by, starts=scheme.starts, ends=date(today.year, 12, 31))
    seats = []
    for turn in Turn.objects.filter(scheme=scheme):
        perform(perform(turn, "publish", by=by), "begin", by=by)
        seats += list(turn.seats.all())
    Suggestion.objects.bulk_create(
        Suggestion(
            turn_id=seats[number % len(seats)].turn_id,
            organization_id=seats[number % len(seats)].organization_id,
            number=f"{today.year}-{number:04d}",
            proposed_by=person_name(number),
            proposed_on=today,
            topic=Topic.values[number % len(Topic.values)],
            text=f"{TRADES[number % 14]}车间的第{number}条主意，先试一个月再定",
        )
        for number in range(1, SUGGESTIONS + 1)
    )
    return scheme
