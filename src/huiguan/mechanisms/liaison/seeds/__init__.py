"""县级领导联系商会: the document of 2020, eighteen leaders, and a year of visits and notices."""

from huiguan.kernel.story import Story, material
from huiguan.mechanisms.liaison.seeds.leaders import FOLDER, give_out, hand_over, tell_leaders, tell_scheme
from huiguan.mechanisms.liaison.seeds.year import tell_briefings, tell_contacts, tell_plans


def seed(story: Story) -> None:
    facts = material(FOLDER, "leaders")
    with story.of("tancheng"):
        scheme = tell_scheme(story)
        tell_leaders(story, scheme, facts["leaders"])
        give_out(story, scheme)
        hand_over(story, scheme, facts["handovers"])
        tell_contacts(story, scheme, facts)
        tell_briefings(story, scheme, facts)
        tell_plans(story, scheme)
