"""Bringing an installation up to date: words compiled, database migrated, files for the browser collected."""

from django.core.management import call_command

from huiguan.site import messages


def prepare() -> None:
    """Safe to run again; nothing that was entered is touched."""
    messages.compile_all()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
