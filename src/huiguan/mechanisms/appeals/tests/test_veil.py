"""Somebody who hides their name stays hidden: from the units everywhere, from the office until it says why it looks."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huiguan.activities.models import Activity, ActivityKind, Participation, Readers
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Attachment, Message, Step
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals import jobs
from huiguan.mechanisms.appeals.contributions import cards, matters, panels, timeline
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import Appeal, Contact, Filing
from huiguan.mechanisms.appeals.tests.conftest import accepting, answering, assigning
from huiguan.register.actions import appoint
from tests.cast import SINCE, browser, filled, submit
from tests.pages import all_pages

SECRETS = ("云雾", "联某", "13912345678", "第三车间", "暗访", "密语", "现场照片")
PAGES = all_pages()
ROOM = Path(__file__).resolve().parent.parent


@pytest.fixture
def occasion(cast, within) -> Activity:
    """An activity to which the unit came too, and whose minutes are open to whoever came."""
    kind = ActivityKind.objects.create(code="talk", name="座谈")
    made = Activity.objects.create(
        node=cast.root, kind=kind, title="暗访座谈会", starts=clock.now(), minutes_for=Readers.HOSTS
    )
    Participation.objects.create(activity=made, organization=cast.tea_firm, person=cast.people["tea_contact"])
    return made


@pytest.fixture
def told(cast, raised, occasion):
    """What would be read of it if it were not hidden: the whole of a life, with words of the firm at every turn."""

    def make(is_hidden: bool) -> Appeal:
        appeal = raised(
            title="密语标题",
            text="密语：第三车间被反复检查",
            is_hidden=is_hidden,
            occasion=occasion,
            files=[SimpleUploadedFile("现场照片.txt", "第三车间".encode())],
        )
        appeal = perform(appeal, "ask_more", by=cast.clerk, lacking="第三车间的检查单", why="第三车间的检查单")
        scan = SimpleUploadedFile("密语检查单.txt", "暗访".encode())
        appeal = perform(appeal, "supplement", by=cast.tea_contact, text="第三车间三张", files=[scan])
        appeal = perform(appeal, "accept", by=cast.clerk, **accepting())
        appeal = perform(appeal, "contact", by=cast.clerk, note="和联某通了电话")
        appeal = perform(appeal, "assign", by=cast.clerk, **assigning(cast, others=[]))
        appeal = perform(appeal, "acknowledge", by=cast.tax_handler)
        appeal = perform(appeal, "answer", by=cast.tax_handler, **answering())
        appeal = perform(appeal, "redo", by=cast.tea_contact, why="第三车间还在被查")
        appeal = perform(appeal, "add", by=cast.tea_contact, text="第三车间今天又来过")
        appeal = perform(appeal, "answer", by=cast.tax_handler, **answering())
        appeal = perform(appeal, "confirm", by=cast.tea_contact, score="fairly", words="第三车间谢谢")
        appeal = perform(appeal, "close", by=cast.clerk, why="x")
        return perform(appeal, "reopen", by=cast.tea_contact, why="第三车间又来了")

    return make


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" not in answer.headers.get("Content-Type", ""):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def addresses(appeal: Appeal, occasion: Activity) -> list[str]:
    """Every page of the house that could be asked about it, every move of it, and lists that ask for its secrets."""
    filing = Filing.objects.get(appeal=appeal)
    known = {"appeals": appeal.pk, "filings": filing.pk, "organizations": filing.organization_id}
    known |= {"firms": filing.organization_id, "activities": occasion.pk}
    file = Attachment.of(filing).first().pk
    found = []
    for page in PAGES.values():
        names = page.pattern.pattern.converters
        values = dict.fromkeys(names, 1) | {name: "steps" for name in names if name in ("kind", "key")}
        values |= {"pk": known.get(page.screen.name, 1)} if "pk" in names else {}
        values |= {"file": file} if "file" in names else {}
        for move in AppealFlow.moves if "move" in names and page.screen.name == "appeals" else ["none"]:
            found.append(reverse(page.name, kwargs=values | ({"move": move} if "move" in names else {})))
    lists = [reverse("appeals.list"), reverse("appeals.export"), reverse("appeals.print")]
    asked = ("q=云雾", "channel=web", "hidden=yes", "sort=filer", "sort=number", "q=密语", "light=red", "views=all")
    bulk = f"{reverse('appeals.bulk')}?chosen={appeal.pk}"
    return [*found, *(f"{url}?{query}" for url in lists for query in asked), bulk, "/?q=云雾", "/search/?q=云雾"]


def opened(client, url) -> int:
    answer = client.get(url)
    b"".join(answer.streaming_content if answer.streaming else [])  # the client closes what has been read
    return answer.status_code


def leaks(user, urls) -> set[tuple[str, str]]:
    client, found = browser(user), set()
    for url in urls:
        said = text_of(client.get(url))
        said = re.sub(r'value="[^"]*"|\?[^"\s<>]*', "", said) if "q=" in url else said  # what was asked for comes back
        found |= {(url, secret) for secret in SECRETS if secret in said and not _is_asked(secret, url)}
    return found


def _is_asked(secret: str, url: str) -> bool:
    return f"q={secret}" in url


# the units


def test_a_unit_reads_all_of_what_is_not_hidden(cast, told, occasion):
    """There is something that could leak, on these very pages."""
    appeal = told(is_hidden=False)

    found = leaks(cast.tax_handler, addresses(appeal, occasion))

    assert {secret for _url, secret in found} == {"云雾", "联某", "13912345678", "第三车间", "暗访", "密语", "现场照片"}


def test_a_unit_reads_nothing_of_what_is_hidden(cast, told, occasion):
    appeal = told(is_hidden=True)

    assert leaks(cast.tax_handler, addresses(appeal, occasion)) == set()
    assert "道路破损" in browser(cast.tax_handler).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()


def test_a_search_for_the_firm_finds_only_what_is_not_hidden(cast, told):
    shown, hidden = told(is_hidden=False), told(is_hidden=True)

    found = {}
    for user in (cast.clerk, cast.auditor, cast.tax_handler, cast.tea_contact):
        listing = browser(user).get(reverse("appeals.list"), {"q": "云雾"}).context["listing"]
        found[user.username] = {row.record.pk for row in listing.rows}

    both = {shown.pk, hidden.pk}
    assert found == {"clerk": {shown.pk}, "auditor": {shown.pk}, "tax_handler": set(), "tea_contact": both}


def test_no_message_to_a_unit_tells_who(cast, told):
    appeal = told(is_hidden=True)
    perform(appeal, "urge", by=cast.clerk, text="抓紧")
    with clock.standing_at(clock.at(clock.today().replace(day=31))):
        jobs.morning()

    letters = Message.objects.filter(user=cast.tax_handler)
    assert {one.kind for one in letters} == {"appeals.assigned", "appeals.digest"}
    assert [one.subject for one in letters if any(secret in one.subject + one.text for secret in SECRETS)] == []


def test_a_page_that_came_too_late_does_not_say_who_was_first(cast, appeal_in):
    appeal = appeal_in("assigned", is_hidden=True)
    client = browser(cast.tax_handler)
    url = reverse("appeals.move", args=[appeal.pk, "acknowledge"])
    page = client.get(url)
    perform(appeal, "withdraw", by=cast.tea_contact, why="第三车间")

    answer = client.post(url, {"_once": re.search(r'name="_once" value="([^"]+)"', page.content.decode())[1]})

    said = answer.content.decode()
    assert (answer.status_code, "撤回" in said, "联某" in said, "第三车间" in said) == (409, True, False, False)


def test_no_page_of_the_firm_tells_others_of_it(cast, told):
    told(is_hidden=True)
    shown = told(is_hidden=False)
    counts = {}
    for name in ("clerk", "auditor", "tea_secretary", "tea_contact"):
        user = getattr(cast, name)
        with reaching(user.reach(cast.tenant)):
            found = panels(cast.tea_firm, user)
            counts[name] = found[0].count if found else 0
            assert [line.url for line in timeline(cast.tea_firm, user)] == []

    assert counts == {"clerk": 1, "auditor": 1, "tea_secretary": 0, "tea_contact": 2}
    assert shown.filing.organization == cast.tea_firm


def test_what_waits_on_a_home_page_does_not_tell_who(cast, told):
    told(is_hidden=True)
    with reaching(cast.tax_handler.reach(cast.tenant)):
        said = str([*cards(cast.tax_handler), *matters(cast.tax_handler)])

    assert "道路破损" in said
    assert [secret for secret in SECRETS if secret in said] == []


# the office


@pytest.mark.parametrize("name", ["clerk", "chair", "admin", "auditor"])
def test_the_house_reads_nothing_before_it_has_said_why(cast, told, occasion, name):
    """On no page of this room. That the firm and the activity are there is no secret: they have pages of their own."""
    appeal = told(is_hidden=True)
    of_the_room = [url for url in addresses(appeal, occasion) if "appeals" in url or "filings" in url]
    urls = [url for url in of_the_room if url != reverse("appeals.create")]  # which offers every firm there is

    assert leaks(getattr(cast, name), urls) == set()


def test_a_look_says_why_and_is_remembered(cast, told):
    appeal = told(is_hidden=True)
    client, url = browser(cast.clerk), reverse("appeals.identity", args=[appeal.pk])

    empty = submit(client, url, {"why": ""})
    answer = submit(client, url, {"why": "核实情况"})

    said = client.get(answer.url).content.decode()
    assert (empty.status_code, answer.status_code) == (422, 302)
    assert [secret for secret in SECRETS if secret not in said] == []
    look = Step.of(appeal).get(move="unveil")
    assert (look.by, look.why) == (cast.clerk, "核实情况")


def test_whoever_has_looked_opens_its_files_for_the_rest_of_the_day(cast, told):
    appeal = told(is_hidden=True)
    filing = Filing.objects.get(appeal=appeal)
    file = reverse("filings.file", args=[filing.pk, Attachment.of(filing).first().pk])
    client = browser(cast.clerk)
    before = client.get(file).status_code
    submit(client, reverse("appeals.identity", args=[appeal.pk]), {"why": "核实情况"})

    codes = [before, opened(client, file)]
    with clock.standing_at(clock.at(clock.today().replace(day=3))):
        codes.append(opened(client, file))
        asks_again = client.get(reverse("appeals.identity", args=[appeal.pk]))

    assert codes == [404, 200, 404]
    assert "why" in asks_again.context["form"].fields


def test_who_saved_meanwhile_is_not_named_to_whoever_is_kept_out(cast, told, raised):
    appeal, fresh = told(is_hidden=True), raised(title="密语标题", text="密语", is_hidden=True)
    sent = {"title": "别的", "text": "别的文字", "level": "urgent", "row_version": "999"}
    found = []
    for one, move in ((appeal, "amend"), (fresh, "accept")):
        for name in ("tax_handler", "admin", "clerk"):
            client = browser(getattr(cast, name))
            url = reverse("appeals.move", args=[one.pk, move])
            page = client.get(url)
            if page.status_code != 404:
                found.append(text_of(client.post(url, filled(page) | sent)))

    assert len(found) == 5
    assert [name for said in found for name in ("联某", str(cast.tea_contact)) if name in said] == []


def test_a_filer_who_also_works_for_the_office_is_named_to_nobody(cast, told):
    appeal = told(is_hidden=True)
    with cast.work():
        appoint(cast.posts["clerk"], cast.root, by=cast.system, starts=SINCE, person=cast.people["tea_contact"])
    cast.tax_handler.forget_reach()

    for page in ("detail", "history"):
        said = text_of(browser(cast.tax_handler).get(reverse(f"appeals.{page}", args=[appeal.pk])))
        assert [secret for secret in ("联某", "第三车间") if secret in said] == []


@pytest.mark.parametrize(("name", "code"), [("admin", 403), ("auditor", 403), ("tax_handler", 403), ("stranger", 404)])
def test_nobody_else_looks(cast, told, name, code):
    appeal = told(is_hidden=True)

    assert browser(getattr(cast, name)).get(reverse("appeals.identity", args=[appeal.pk])).status_code == code


def test_who_has_looked_is_read_by_the_firm_and_the_auditor_and_not_by_the_unit(cast, told):
    appeal = told(is_hidden=True)
    submit(browser(cast.clerk), reverse("appeals.identity", args=[appeal.pk]), {"why": "给云雾打电话"})
    url, read = reverse("appeals.detail", args=[appeal.pk]), {}
    for name in ("tea_contact", "clerk", "auditor", "tax_handler"):
        said = browser(getattr(cast, name)).get(url).content.decode()
        timeline_said = said[said.index("动态") :]
        read[name] = ("查看身份" in timeline_said, "给云雾打电话" in said)

    assert read == {
        "tea_contact": (True, True),
        "clerk": (True, True),
        "auditor": (True, False),
        "tax_handler": (False, False),
    }


def test_the_words_for_the_unit_begin_empty_and_stand_below_the_firms_own_once_somebody_has_looked(cast, raised):
    appeal = raised(title="密语标题", text="密语：第三车间", is_hidden=True)
    client, url = browser(cast.clerk), reverse("appeals.move", args=[appeal.pk, "accept"])

    before = client.get(url)
    submit(client, reverse("appeals.identity", args=[appeal.pk]), {"why": "受理"})
    after = client.get(url)

    assert [page.context["form"][name].value() or "" for page in (before, after) for name in ("title", "text")] == [
        ""
    ] * 4
    assert ["密语：第三车间" in page.content.decode() for page in (before, after)] == [False, True]


def test_whom_the_office_called_is_not_told_to_the_unit(cast, told):
    told(is_hidden=True)

    with reaching(cast.tax_handler.reach(cast.tenant)):
        assert list(Contact.objects.all()) == []
    with reaching(cast.tea_contact.reach(cast.tenant)):
        assert Contact.objects.count() == 1


def test_the_firm_itself_reads_all_of_it(cast, told):
    appeal = told(is_hidden=True)

    said = browser(cast.tea_contact).get(reverse("appeals.detail", args=[appeal.pk])).content.decode()

    assert [secret for secret in ("云雾", "联某", "13912345678", "第三车间", "密语标题") if secret not in said] == []


@pytest.mark.parametrize("whose", ["tea", "tea_firm"])
def test_a_chamber_reads_the_title_of_what_it_filed_and_its_firm_hears_of_it(cast, raised, whose):
    body = cast.organizations.get(whose)
    how = {"organization": body, "through": cast.tea if whose == "tea_firm" else None, "is_hidden": True}
    appeal = raised(by=cast.tea_secretary, title="密语标题", **how)
    appeal = perform(appeal, "accept", by=cast.clerk, **accepting())
    client = browser(cast.tea_secretary)

    pages = [reverse("appeals.list"), reverse("appeals.detail", args=[appeal.pk]), reverse("appeals.board")]
    said = ["密语标题" in client.get(url).content.decode() for url in pages]
    left = perform(appeal, "withdraw", by=cast.tea_secretary, why="不提了")

    assert (said, left.state) == ([True] * len(pages), "withdrawn")
    hears = cast.tea_secretary if whose == "tea" else cast.tea_contact
    letters = Message.objects.filter(user=hears, kind="appeals.answered")
    assert [("密语标题" in one.text) for one in letters] == [True] * (1 if whose == "tea" else 2)
    assert Message.objects.filter(subject__contains="商会替您的单位").count() == (0 if whose == "tea" else 1)
    assert "密语标题" not in browser(cast.clerk).get(reverse("appeals.list")).content.decode()


def test_only_one_file_of_the_room_reads_behind_the_veil():
    """An appeal's filing read off the appeal would pass the reach by."""
    direct = re.compile(r"\bappeal\.filing\b|\brecord\.filing\b|\bself\.filing\b|\bone\.filing\b")
    files = [path for path in [*ROOM.rglob("*.py"), *ROOM.rglob("*.html")] if "tests" not in path.parts]

    assert [path.name for path in files if direct.search(path.read_text(encoding="utf-8"))] == []
