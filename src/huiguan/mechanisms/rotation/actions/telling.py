"""Who hears of what happens in a rotation."""

from django.utils.translation import gettext as _

from huiguan.kernel.models import User
from huiguan.kernel.notices import holders
from huiguan.kernel.telling import tell
from huiguan.kernel.words import labelled, listed
from huiguan.mechanisms.rotation.models import Suggestion, Turn


def people_of(record) -> list[User]:
    """The logins of the firm itself to which a seat or a suggestion belongs, not the staff who may answer for it."""
    return [user for user, steps in holders(["rotation.respond"], record).items() if steps == 0]


def hosts_of(turn: Turn) -> list[User]:
    return [user for seat in turn.seats.all() for user in people_of(seat)]


def tell_hosts(turn: Turn, *, by) -> None:
    """Published: each host learns when its turn is, and with whom. Published anew it is news again."""

    def say() -> tuple[str, str]:
        hosts = listed(seat.organization for seat in turn.seats.select_related("organization"))
        span = _("%(starts)s 至 %(ends)s") % {"starts": turn.starts, "ends": turn.ends}
        return _("轮到您的企业：%(turn)s") % {"turn": turn}, f"{span}\n{labelled(_('轮值企业'), hosts)}"

    tell(hosts_of(turn), key=f"rotation.published:turn:{turn.pk}:{turn.version}", say=say, about=turn)


def tell_firm(suggestion: Suggestion) -> None:
    """Advice was given: the firm hears of it."""

    def say() -> tuple[str, str]:
        return _("收到一条建议：%(number)s") % {"number": suggestion}, suggestion.text

    tell(people_of(suggestion), key=f"rotation.suggested:suggestion:{suggestion.pk}", say=say, about=suggestion)


def tell_proposer(suggestion: Suggestion, answer, note: str = "") -> None:
    """The firm has answered, or done what was advised: whoever proposed it hears of it, if they have a login."""
    proposer = suggestion.proposer and suggestion.proposer.user

    def say() -> tuple[str, str]:
        subject = labelled(suggestion.organization, f"{answer} · {suggestion}")
        return subject, "\n\n".join(filter(None, [suggestion.text, note]))

    key = f"rotation.answered:suggestion:{suggestion.pk}:{suggestion.version}"
    tell([proposer] if proposer else [], key=key, say=say, about=suggestion)
