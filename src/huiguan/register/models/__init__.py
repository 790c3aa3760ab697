from huiguan.register.models.bodies import Body, Office, Post, Term
from huiguan.register.models.chambers import Chamber, ChamberType, Registration
from huiguan.register.models.corrections import Correction, CorrectionState
from huiguan.register.models.organizations import (
    ENTERPRISES,
    Affiliation,
    Contact,
    Kind,
    LocalSector,
    Organization,
    Size,
    Tag,
)
from huiguan.register.models.people import Person
from huiguan.register.models.regions import Region

__all__ = [
    "ENTERPRISES",
    "Affiliation",
    "Body",
    "Chamber",
    "ChamberType",
    "Contact",
    "Correction",
    "CorrectionState",
    "Kind",
    "LocalSector",
    "Office",
    "Organization",
    "Person",
    "Post",
    "Region",
    "Registration",
    "Size",
    "Tag",
    "Term",
]
