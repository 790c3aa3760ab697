"""The rotation's part of the story: eight turns that the article counts, and a present that is alive today."""

from huiguan.kernel.story import Story
from huiguan.mechanisms.rotation.seeds.past import tell_past
from huiguan.mechanisms.rotation.seeds.present import tell_present

HOME = "tancheng"


def seed(story: Story) -> None:
    with story.of(HOME):
        tell_past(story)
        tell_present(story)
