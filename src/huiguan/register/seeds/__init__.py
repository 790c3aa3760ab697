"""The register's part of the story: three tenants, their bodies, firms, people, terms and offices."""

from pathlib import Path

from huiguan.kernel.story import Story, material
from huiguan.register.opening import open_shared_tables, open_tenant
from huiguan.register.seeds.bodies import tell_bodies, tell_tables
from huiguan.register.seeds.people import tell_correction, tell_logins, tell_ninth_term, tell_people

FOLDER = Path(__file__).resolve().parent.parent
HOME = "tancheng"


def seed(story: Story) -> None:
    """Tancheng whole; a neighbouring county and the city above in a few lines each."""
    open_shared_tables()
    people = material(FOLDER, "people")
    _open(story, code=HOME, name="郯城县工商业联合会", short="郯城县工商联", is_home=True)
    with story.of(HOME):
        tell_tables(story)
        tell_bodies(story, "fed-tancheng", material(FOLDER, "bodies"), material(FOLDER, "firms"))
        tell_people(story, people["people"], "fed-tancheng", people["term"])
        tell_ninth_term(story, "fed-tancheng")
        tell_logins(story)
        tell_correction(story)
    for told in material(FOLDER, "neighbour")["tenants"]:
        _neighbour(story, told)


def _neighbour(story: Story, told: dict) -> None:
    facts = told["tenant"]
    _open(story, code=facts["slug"], name=facts["name"], short=facts["short"])
    federation = next(body["key"] for body in told["bodies"] if body["kind"] == "federation")
    with story.of(facts["slug"]):
        tell_tables(story)
        tell_bodies(story, federation, [*told["bodies"], *told["chambers"]], told["firms"])
        tell_people(story, told["people"], federation, None)


def _open(story: Story, **facts) -> None:
    tenant, root = open_tenant(**facts)
    story.tenants[tenant.code] = tenant
    with story.of(tenant.code):
        story.keep("root", root)
