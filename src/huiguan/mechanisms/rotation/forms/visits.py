"""What is asked on the day of a visit, on a phone, standing."""

from django import forms
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huiguan.activities.entering import PeopleAndFirms, read_names
from huiguan.activities.forms.visiting import HeedsFirms, TopicsField
from huiguan.activities.models import Participation
from huiguan.kernel import clock, words
from huiguan.kernel.attaching import FilesField, FilesForm
from huiguan.kernel.forms import long_text
from huiguan.mechanisms.rotation.models import Seat, TurnActivity
from huiguan.mechanisms.rotation.queries import RUNNING, organizations_in, steps_to_do
from huiguan.mechanisms.rotation.visits import Visits, visited_in, why_not_then
from huiguan.register.models import Person

OFFERED = 40  # people whom one need not write


class VisitForm(HeedsFirms, FilesForm):
    starts = forms.DateTimeField(label=_("时间"), help_text=_("还没有去的，填约好的时间，就记为筹备中"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    topics = TopicsField()
    people = PeopleAndFirms(
        Person.objects.all(),
        label=_("谁到了"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("企业的人、原定参加的人和上次来过的人；没来的不要勾"),
    )
    others = forms.CharField(
        label=_("还有谁"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一位，后面空一格可以写单位，如：张三 银杏茶业"),
    )
    minutes = forms.CharField(
        label=_("看到、听到了什么"), widget=long_text(5), required=False, help_text=_("几句话就行，以后可以在活动里补")
    )
    files = FilesField(label=_("照片、材料"), required=False)
    finishes = forms.BooleanField(required=False, initial=True)
    advises = forms.BooleanField(label=_("登记以后接着记建议"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = (
        *("starts", "place", "why_despite", "minutes", "people", "others", "files", "topics"),
        *("finishes", "advises"),
    )

    def __init__(self, *args, seat: Seat, part: str, **kwargs):
        visits = Visits(seat, part)
        link = visits.planned
        super().__init__(*args, record=link.activity if link else None, **kwargs)
        self.seat, self.part, self.visits, self.rows = seat, part, visits, []
        self.initial["seen"] = visits.as_seen
        listed = Participation.objects.filter(activity=link.activity_id) if link else Participation.objects.none()
        expected = set(listed.exclude(person=None).values_list("person", flat=True))
        self.fields["people"].queryset = _likely(seat, expected)
        self.initial["people"] = sorted(expected)
        self.initial["starts"] = clock.now()
        self.topics_before = visits.topics
        self.initial["topics"] = [topic.pk for topic in self.topics_before]
        if link:
            self.initial |= {"place": link.activity.place, "minutes": link.activity.minutes}
            if link.activity.starts < clock.now():
                self.initial["starts"] = link.activity.starts
        if steps := _steps_to_finish(seat, part):
            self.fields["finishes"].label = _("同时把步骤记为完成：%(steps)s") % {"steps": words.listed(steps)}
        else:
            del self.fields["finishes"]

    def clean_others(self):
        others = self.cleaned_data["others"]
        self.rows, _again = read_names(others)
        if unsure := [row.entry.name for row in self.rows if row.people and not row.sure]:
            told = _("“%(name)s”对不上是哪一位：同名的不止一个，或者单位不对；请在后面写清楚单位")
            raise forms.ValidationError([told % {"name": name} for name in unsure])
        return others

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if problem := why_not_then(self.seat.turn, self.part, starts, self.seat):
            raise forms.ValidationError(problem)
        return starts

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.visits.as_seen:
            self._say_what_changed()
        if cleaned.get("starts") and cleaned["starts"] > clock.now():
            for name in ("minutes", "files"):
                if cleaned.get(name) and cleaned[name] != self.initial.get(name):
                    self.add_error(name, _("还没有到这个时间，去过以后再填；现在可以先把时间和参加的人定下来"))
        self._heed(cleaned)
        return cleaned

    def _heed(self, cleaned: dict) -> None:
        """What there is to mind of the firm on the day that is being fixed; nothing again while day and topics stay."""
        starts, topics, link = cleaned.get("starts"), list(cleaned.get("topics") or ()), self.visits.planned
        day = timezone.localdate(starts) if starts else None
        stays = link and day == timezone.localdate(link.activity.starts) and set(topics) == set(self.topics_before)
        firms = visited_in(self.seat, day) if day and not stays else ()
        self.heed([(firm, topics) for firm in firms], starts, link.activity if link else None)

    def _say_what_changed(self) -> None:
        """Nobody overwrites unseen what another saved meanwhile, or enters the same visit a second time unnoticed."""
        self.data = self.data.copy()
        self.data["seen"] = self.visits.as_seen
        told = _("在您填写期间，这里的走访有人登记或改动过，现在是：%(visits)s。请核对，确实要登记再按一次")
        self.add_error(None, told % {"visits": words.listed(self.visits.lines()) or _("都没有了")})

    @property
    def came(self) -> list[Participation]:
        """Everybody who was there, as rows that are not kept yet."""
        people = [*self.cleaned_data["people"], *(row.sure for row in self.rows if row.sure)]
        named = [Participation(name=row.name, organization=row.organization) for row in self.rows if not row.sure]
        return [*(Participation(person=one, organization=one.organization) for one in dict.fromkeys(people)), *named]


def _steps_to_finish(seat: Seat, part: str) -> list:
    """The steps that a visit settles and that this seat still has to do."""
    left = steps_to_do(seat.turn) if seat.turn.state in RUNNING else []
    return [step for step, seats in left if step.settled_by == part and seat in seats]


def _likely(seat: Seat, expected: set[int]):
    """Whoever is expected or works where one goes; then who came to another activity of the turn or to the visit before
    it."""
    hosts = organizations_in(Seat.ever.filter(pk=seat.pk))
    links = TurnActivity.objects.filter(turn=seat.turn)
    before = TurnActivity.objects.filter(turn__scheme=seat.turn.scheme, activity__state="held", part="visit")
    last = before.exclude(turn=seat.turn).order_by("-activity__starts").values_list("activity", flat=True)[:1]
    came = Participation.objects.filter(Q(activity__in=links.values("activity")) | Q(activity__in=list(last)))
    own = Q(pk__in=expected) | Q(organization__in=hosts.values("pk"))
    people = Person.objects.filter(own | Q(pk__in=came.exclude(person=None).values("person")))
    people = people.annotate(rank=Case(When(own, then=0), default=1)).order_by("rank", "pinyin", "pk")
    offered = [*expected, *people.values_list("pk", flat=True)[:OFFERED]]
    return people.filter(pk__in=offered).select_related("organization")
