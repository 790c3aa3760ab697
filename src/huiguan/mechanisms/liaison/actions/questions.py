"""Questions of those linked: answered, and the answer taken back."""

from django.utils.translation import gettext as _

from huiguan.activities import voices
from huiguan.kernel import clock
from huiguan.kernel.models import User
from huiguan.kernel.telling import tell
from huiguan.kernel.words import labelled
from huiguan.mechanisms.liaison.models import Linker, Question, Reply


def answer(question: Question, *, by, text: str) -> None:
    """Whoever speaks for those who asked hears of it."""
    Reply(question=question, text=text, replied_on=clock.happened_on()).save()
    if question.target.organization:
        tell(
            voices.of(question.target.organization),
            key=f"liaison.answered:{question.pk}:{question.version}",
            say=lambda: (_("您提的问题有了回复"), labelled(question, text)),
            about=question,
        )


def take_back_reply(question: Question, *, by) -> None:
    """It is open again; the log keeps what had been said."""
    question.reply.delete()


def who_answers(linker: Linker) -> list[User]:
    """The leader and their liaison officer, as far as they have accounts."""
    users = (linker.person.user, linker.officer.user if linker.officer else None)
    return [user for user in users if user is not None]


def tell_asked(question: Question) -> None:
    tell(
        who_answers(question.linker),
        key=f"liaison.asked:{question.pk}",
        say=lambda: (_("%(who)s 提了一个问题") % {"who": question.target}, question.text),
        about=question,
    )
