"""Photos: what they may be used for, with whose consent, and who sees them."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, Participation, Photo
from huiguan.activities.papers import draft_of_activity
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Attachment, Step
from tests.cast import again, browser, submit

DAY = date(2024, 5, 8)
PNG = b"\x89PNG\r\n\x1a\n"
FACTS = {"caption": "会场", "purpose": "archive", "consent": "unasked"}


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(clock.at(date(2024, 6, 1))):
        yield


@pytest.fixture
def talk(cast) -> Activity:
    with cast.work():
        kind = ActivityKind.objects.create(code="talk", name="恳谈会")
        activity = Activity(kind=kind, title="恳谈会", node=cast.root, starts=clock.at(DAY))
        actions.plan(activity, by=cast.clerk, hosts=[cast.federation])
        actions.enter(activity, [Participation(name="茶某", organization=cast.tea_firm)], by=cast.clerk)
        return perform(activity, "hold", by=cast.clerk, happened=clock.at(DAY))


def picture(name: str = "a.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content + name.encode())


def taken(cast, talk, **facts) -> Photo:
    submit(browser(cast.clerk), reverse("photos.add", args=[talk.pk]), FACTS | facts | {"files": picture()})
    with cast.work():
        return Photo.objects.get()


def test_pictures_are_entered_with_what_may_be_done_with_them_and_shown_with_words(cast, talk):
    client = browser(cast.clerk)
    files = {"files": [picture("a.png"), picture("b.png")]}

    answer = submit(client, reverse("photos.add", args=[talk.pk]), FACTS | {"taken_by": "干某"} | files)

    page = client.get(answer.url).content.decode()
    with cast.work():
        rows = list(Photo.objects.all())
    assert [(row.caption, row.taken_by, row.purpose) for row in rows] == [("会场", "干某", "archive")] * 2
    assert page.count('alt="会场"') == 2
    for row in rows:
        shown = client.get(reverse("activities.file", args=[talk.pk, row.attachment_id]))
        assert shown.getvalue().startswith(PNG)


def test_a_picture_that_hangs_there_already_becomes_a_photo_without_a_second_copy(cast, talk):
    with cast.work():
        hanging = Attachment.hang(talk, picture())
        Attachment.hang(talk, SimpleUploadedFile("a.txt", b"words"))
    client, url = browser(cast.clerk), reverse("photos.add", args=[talk.pk])
    offered = list(client.get(url).context["form"].fields["hanging"].queryset)

    submit(client, url, FACTS | {"hanging": [hanging.pk]})

    with cast.work():
        assert (offered, Photo.objects.get().attachment, Attachment.of(talk).count()) == ([hanging], hanging, 2)


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("a.txt", b"words"), SimpleUploadedFile("a.png", b"words")])
def test_what_is_no_picture_is_not_taken(cast, talk, file):
    page = submit(browser(cast.clerk), reverse("photos.add", args=[talk.pk]), FACTS | ({"files": file} if file else {}))

    assert (page.status_code, list(page.context["form"].errors), Photo.everywhere.count()) == (422, ["files"], 0)


@pytest.mark.parametrize(
    "consent, allowed", [("agreed", True), ("public", True), ("refused", False), ("unasked", False)]
)
def test_only_what_all_agreed_to_or_was_public_is_published(cast, talk, consent, allowed):
    photo = taken(cast, talk)
    answers = {"purpose": "press", "consent": consent, "refused_by": "张三"}

    page = submit(browser(cast.clerk), reverse("photos.edit", args=[photo.pk]), answers)

    photo.refresh_from_db()
    assert (page.status_code, photo.purpose) == ((302, "press") if allowed else (422, "archive"))
    if not allowed:
        assert "只能用都同意了的" in str(page.context["form"].errors["purpose"])


def test_the_database_publishes_none_without_consent(cast, talk):
    photo = taken(cast, talk)
    with cast.work(), pytest.raises(IntegrityError), transaction.atomic():
        photo.purpose = "press"
        photo.save()


def test_whoever_did_not_agree_is_named(cast, talk):
    client, url = browser(cast.clerk), reverse("photos.add", args=[talk.pk])
    page = submit(client, url, FACTS | {"consent": "refused", "files": picture()})

    named = again(client, url, page, FACTS | {"consent": "refused", "refused_by": "张三", "files": picture()})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["refused_by"])
    assert named.status_code == 302


def test_whoever_takes_their_consent_back_leaves_it_to_the_archive_with_a_step(cast, talk):
    photo = taken(cast, talk, purpose="press", consent="agreed")
    client, url = browser(cast.clerk), reverse("photos.withdraw", args=[photo.pk])

    submit(client, url, {"refused_by": "张三", "why": "换了单位"})

    photo.refresh_from_db()
    with cast.work():
        step = Step.of(photo).get(move="withdraw_consent")
    assert (photo.purpose, photo.consent, photo.refused_by, step.why) == ("archive", "refused", "张三", "换了单位")
    assert client.get(url).status_code == 409


def test_a_photo_that_is_removed_is_taken_off_the_activity(cast, talk):
    photo, client = taken(cast, talk), browser(cast.clerk)

    submit(client, reverse("photos.delete", args=[photo.pk]))

    assert Photo.everywhere.count() == 0
    assert client.get(reverse("activities.file", args=[talk.pk, photo.attachment_id])).status_code == 404


def test_a_photo_whose_file_was_taken_off_is_not_shown(cast, talk):
    photo, client = taken(cast, talk), browser(cast.clerk)
    with cast.work():
        photo.attachment.removed_at = clock.now()
        photo.attachment.save()

    pages = [client.get(reverse(f"photos.{page}", args=[pk])) for page, pk in (("of", talk.pk), ("detail", photo.pk))]

    assert [(page.status_code, "<img" in page.content.decode()) for page in pages] == [(200, False)] * 2


def test_guests_see_photos_as_the_minutes_are_open_to_them_and_not_who_refused(cast, talk):
    photo = taken(cast, talk, consent="refused", refused_by="张三")
    guest = browser(cast.tea_contact)
    pages = [reverse("photos.of", args=[talk.pk]), reverse("photos.detail", args=[photo.pk])]
    shut = [guest.get(page).status_code for page in pages]

    with cast.work():
        talk.refresh_from_db()
        talk.minutes_for = "guests"
        talk.save()

    seen = [guest.get(page) for page in pages]
    assert shut == [404, 404]
    assert [(page.status_code, "张三" in page.content.decode()) for page in seen] == [(200, False)] * 2
    assert guest.get(reverse("photos.history", args=[photo.pk])).status_code == 403
    assert guest.get(reverse("photos.edit", args=[photo.pk])).status_code == 403


def test_another_tenant_and_another_chamber_have_no_such_photo(cast, talk):
    photo = taken(cast, talk)

    for name in ("stranger", "tea_secretary"):
        client = browser(getattr(cast, name))
        pages = [client.get(reverse(f"photos.{page}", args=[photo.pk])) for page in ("detail", "edit", "withdraw")]
        assert [page.status_code for page in [*pages, client.get(reverse("photos.of", args=[talk.pk]))]] == [404] * 4


def test_a_bulletin_counts_the_photos_that_were_marked_for_it(cast, talk):
    taken(cast, talk)
    client, page = browser(cast.clerk), reverse("activities.bulletin", args=[talk.pk])
    pages = [client.get(page).content.decode()]
    with cast.work():
        photo = Photo.objects.get()
        photo.purpose = "bulletin"
        photo.save()
    pages.append(client.get(page).content.decode())

    assert ["有 1 张照片可以登在内部简报里" in page for page in pages] == [False, True]
    with cast.work():
        assert "照片" not in draft_of_activity(talk)
