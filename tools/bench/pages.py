"""What each page costs: processor time, time on the wall, queries."""

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole
from huiguan.mechanisms.rotation import actions
from huiguan.register.models import Organization
from tools.bench import books
from tools.bench.books import Books

TIMES = 3  # the best of them counts


class Undo(Exception):
    """Takes back what was only measured."""


def fill_and_read(rows: int, found: Path) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    made = books.fill(rows)
    filling = time.perf_counter() - started
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    found.write_text(json.dumps({"filling": filling, "pages": read_all(made)}, ensure_ascii=False))


def read_all(made: Books) -> dict[str, dict]:
    acts = {name: _getting(made.clerk, url) for name, url in urls(made).items()}
    acts |= {f"secretary: {name}": _getting(made.secretary, url) for name, url in urls_of_a_chamber().items()}
    acts["solve a roster of 6 turns"] = lambda: _plan(made)
    return {name: best(act) for name, act in acts.items()}


def urls(made: Books) -> dict[str, str]:
    lists = "/organizations/"
    firm = Organization.everywhere.filter(tenant=made.tenant, name=books.name(100 % made.rows)).get()
    sought = {
        "1 character": "鼎",
        "2 characters": "鼎盛",
        "4 characters": "鼎盛板材",
        "4 initials": "dsbc",
        "pinyin": "dingsheng",
        "the end of a code": firm.uscc[-6:],
        "two words": "郯城 鼎盛",
        "nothing": "没有这家",
    }
    return {
        "home": "/",
        "list": lists,
        "list, last page": f"{lists}?page=99999",
        "list, a tab": f"{lists}?kind=cooperative",
        "list, sorted by name, backwards": f"{lists}?sort=-name",
        "list, sorted by trade": f"{lists}?sort=trade",
        "list, sorted by place": f"{lists}?sort=region",
        "list, members of a chamber": f"{lists}?node={made.chamber.pk}",
        "list, a section and a tag": f"{lists}?section=C&tags={_a_tag(made)}",
        **{f"search: {what}": f"{lists}?q={text}" for what, text in sought.items()},
        "search everywhere": "/search/?q=鼎盛",
        "organization": f"{lists}{firm.pk}/",
        "organization, form": f"{lists}{firm.pk}/edit/",
        "organization, history": f"{lists}{firm.pk}/history/",
        "person, new": "/people/new/",
        "office, new": "/offices/new/",
        "pick, nothing typed": "/people/new/?pick=organization",
        "pick: 4 characters": "/people/new/?pick=organization&q=鼎盛板材",
        "pick: 4 initials": "/people/new/?pick=organization&q=dsbc",
        "pick: what all are called": "/people/new/?pick=organization&q=郯城",
        "chambers": "/chambers/",
        "people": "/people/",
        "offices": "/offices/",
        "board": "/rotation/",
        "turns": "/turns/",
        "suggestions": "/suggestions/",
        "suggestion, new": "/suggestions/new/",
        "figures": "/figures/",
        "export of 1,000 rows": f"{lists}export/?node={made.chamber.pk}",
    }


def urls_of_a_chamber() -> dict[str, str]:
    return {
        "home": "/",
        "list": "/organizations/",
        "search: 2 characters": "/organizations/?q=鼎盛",
        "people": "/people/",
        "offices": "/offices/",
    }


def _a_tag(made: Books) -> int:
    with reaching(whole(made.tenant)):
        return Organization.tags.through.objects.order_by("tag").values_list("tag", flat=True).first() or 0


def _getting(user: User, url: str) -> Callable[[], None]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get() -> None:
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)

    return get


def _plan(made: Books) -> None:
    try:
        with transaction.atomic(), reaching(whole(made.tenant)):
            year = date.today().year + 1
            actions.plan(made.scheme, by=User.system(), starts=date(year, 1, 1), ends=date(year, 12, 31))
            raise Undo
    except Undo:
        pass


def best(act: Callable[[], None]) -> dict:
    """The cheapest of some runs, after one that warms up; queries are counted apart, because counting costs."""
    act()
    with CaptureQueriesContext(connection) as caught:
        act()
    queries = caught.captured_queries  # read now: the next request forgets them
    runs = [_timed(act) for _ in range(TIMES)]
    slowest = sorted(queries, key=lambda query: float(query["time"]))[-3:]
    return {
        "cpu": min(cpu for cpu, _wall in runs),
        "wall": min(wall for _cpu, wall in runs),
        "queries": len(queries),
        "slowest": [(query["time"], query["sql"][:1500]) for query in reversed(slowest)],
    }


def _timed(act: Callable[[], None]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - cpu, time.perf_counter() - wall
