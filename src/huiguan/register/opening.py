"""Opening the books of a tenant: shared tables, its root, its own tables, its first administrator."""

from django.db import transaction

from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.models import Node, SpecialDay, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.kernel.rooms import rooms
from huiguan.register import actions, logins
from huiguan.register.defaults import CHAMBER_TYPES, POSTS
from huiguan.register.models import ChamberType, Kind, Organization, Person, Post, Region
from huiguan.register.tables import holidays, regions

LEVELS = ("province", "prefecture", "county", "township")


def open_shared_tables() -> None:
    """Regions and special days belong to no tenant; doing it again changes nothing."""
    known = {(row.system, row.code, row.name): row for row in Region.objects.all()}
    by_code = {code: row for (_system, code, _name), row in known.items()}
    for row in sorted(
        regions.REGIONS, key=lambda row: (len(row.code), ["province", "prefecture"].count(row.level) == 0)
    ):
        if (row.system, row.code, row.name) not in known:
            by_code[row.code] = Region.objects.create(
                system=row.system,
                code=row.code,
                name=row.name,
                level=row.level,
                parent=by_code.get(row.parent),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
    if not SpecialDay.objects.exists():
        SpecialDay.objects.bulk_create(
            SpecialDay(day=day, kind=special.kind, name=special.name) for day, special in holidays.SPECIAL_DAYS.items()
        )


def open_tenant(*, code: str, name: str, short: str = "", is_home: bool = False) -> tuple[Tenant, Node]:
    """A tenant with the root of its tree."""
    tenant = Tenant.objects.create(code=code, name=name, short=short, is_home=is_home)
    return tenant, Node.objects.create(tenant=tenant, name=short or name)


def open_tables() -> None:
    """The posts, kinds of chambers and what other rooms begin with; run within the reach of the tenant."""
    for order, (code, name, body, part, role) in enumerate(POSTS, start=1):
        parts = {"is_leading": part == "leading", "is_committee": part in ("leading", "committee")}
        parts["is_for_access"] = part == "access"
        Post(code=code, name=name, body=body, role=role, order=order * 10, **parts).save()
    for code, name in CHAMBER_TYPES.items():
        ChamberType(code=code, name=name).save()
    for room in rooms():
        if room.opens:
            room.opens()


@transaction.atomic
def open_books(
    *, code: str, name: str, short: str, admin: str, admin_name: str, password: str, region: str = ""
) -> Tenant:
    """The real start: the home tenant, empty but for its own organization and one administrator.

    ``region`` is the six-digit code of the place whose federation this is; without it no townships come first.
    """
    open_shared_tables()
    tenant, root = open_tenant(code=code, name=name, short=short, is_home=True)
    by = User.system()
    with reaching(whole(tenant)), acting(by):
        open_tables()
        place = Region.objects.get(system=regions.CIVIL_AFFAIRS, code=region, valid_to=None) if region else None
        own = Organization(node=root, kind=Kind.FEDERATION, name=name, short=short, section="S", own_node=root)
        own.region = place
        own.save()
        person = Person(node=root, name=admin_name)
        person.save()
        actions.appoint(Post.objects.get(code="admin"), root, by=by, person=person, starts=clock.today())
        logins.give_login(person, by=by, username=admin, password=password)
    return tenant
