"""What the story tells of the links."""

from datetime import date

from huiguan.kernel.story import Story, material
from huiguan.mechanisms.liaison.models import Question
from huiguan.mechanisms.liaison.seeds.leaders import FOLDER
from huiguan.mechanisms.liaison.seeds.year import answer_them


def test_each_question_has_its_own_reply(cast, new_question):
    facts = material(FOLDER, "leaders")
    own = {one["text"]: one["reply"] for one in facts["asked"]}
    for text in (*reversed(own), *own):
        new_question(text=text)
    story = Story(date(2026, 6, 30), cast.clerk, {"jia": cast.tenant})
    with story.of("jia"):
        story.keep("user:clerk", cast.clerk)
        answer_them(story, facts)
        answered = Question.objects.filter(state="answered").select_related("reply")
        replies = [(one.text, one.reply.text) for one in answered.order_by("pk")]

    assert replies == [(text, own[text]) for text, _reply in replies]
    assert {text for text, _reply in replies} == set(own)
