"""Somebody on duty asks another to stand in, on the phone as at the desk; and takes the turn back in the end."""

from collections.abc import Callable

from tests.journeys.visit import Visit

SCHEME = "副会长轮值值班"
ASKER, OTHER = "企业代表（示例）", "本期企业代表（示例）"


def own_turn(visit: Visit) -> str:
    """The address of the turn in which this person will be on duty."""
    visit.go("轮值期次")
    visit.rows().filter(has_text=SCHEME).first.get_by_role("link").first.click()
    visit.reads("谁轮值")
    return visit.path


def asks(asker: Visit, turn: str, who: str, why: str) -> None:
    asker.open(turn)
    asker.follow("申请调换")
    asker.main.get_by_role("radio", name="请人代替").check()
    asker.fill(原因=why)
    assert asker.press("提出申请") == 422
    asker.complains("由谁代替", "请选由谁代替")
    asker.choose("由谁代替", who)
    assert asker.press("提出申请") == 302
    asker.told("已提出")


def agrees(other: Visit, why: str) -> None:
    other.open("/")
    matter = other.card("待我办理").get_by_role("article").filter(has_text="请人代替")
    matter.get_by_role("link", name="同意", exact=True).click()
    assert other.press("同意") == 302
    other.reads(why)
    other.reads("对方已同意")


def grants(clerk: Visit, why: str) -> None:
    clerk.open("/requests/?state=agreed")
    clerk.rows().filter(has_text=why).get_by_role("link").first.click()
    clerk.follow("批准", exact=True)
    assert clerk.press("批准") == 302
    clerk.reads("已照办")


def test_a_substitute_is_asked_for_agreed_and_granted_and_gives_the_turn_back(visit: Callable[..., Visit], screen: str):
    asker, other, clerk = visit("firm"), visit("host"), visit("clerk")
    away, back = f"要住院半个月（{screen}）", f"已经出院（{screen}）"
    turn = own_turn(asker)

    asks(asker, turn, OTHER, away)
    agrees(other, away)
    grants(clerk, away)

    other.open(turn)
    other.card("谁轮值").get_by_role("link", name=OTHER, exact=True).wait_for()
    assert asker.open(turn) == 404

    asks(other, turn, ASKER, back)
    agrees(asker, back)
    grants(clerk, back)
    assert own_turn(asker) == turn
