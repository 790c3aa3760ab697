"""The rotation's part of the story: eight turns that the article counts, a present alive today, duty by the month."""

from huiguan.kernel.story import Story
from huiguan.mechanisms.rotation.seeds.duty import tell_duty
from huiguan.mechanisms.rotation.seeds.past import tell_past
from huiguan.mechanisms.rotation.seeds.present import tell_present

HOME = "tancheng"


def seed(story: Story) -> None:
    with story.of(HOME):
        tell_past(story)
        tell_present(story)
        tell_duty(story)
