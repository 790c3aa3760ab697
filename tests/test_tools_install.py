import subprocess
import sys
from pathlib import Path

import pytest

from tools import install

ASK = "import huiguan; print(huiguan.__file__)"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.txt"
    lock.write_text("# nothing\n")
    return lock


def test_an_environment_is_made_once_and_anew_when_the_lock_has_changed(tmp_path: Path, lock: Path) -> None:
    place, more = tmp_path / "a place" / ".venv", tmp_path / "requirements-dev.txt"
    more.write_text("# more\n")
    kept = place / "kept"

    assert install.install(place, (lock,))
    assert not install.install(place, (lock,))
    kept.touch()

    assert install.install(place, (lock, more))  # a second lock is added to what is there
    assert not install.install(place, (lock,))
    assert kept.exists()

    lock.write_text("# still nothing\n")
    assert install.install(place, (lock,))
    assert not kept.exists()

    inside = subprocess.run([place / "bin" / "python", "-c", ASK], check=True, capture_output=True, text=True)
    assert Path(inside.stdout.strip()) == install.ROOT / "src" / "huiguan" / "__init__.py"
    assert (place / "bin" / "huiguan").read_text().startswith(f"#!/bin/sh\n'''exec' \"{place}/bin/python\"")


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        install._make_empty(tmp_path)


@pytest.mark.parametrize("python", ["/bin/false", "no-such-python"])
def test_make_says_which_python_it_needs(python: str) -> None:
    asked = subprocess.run(["make", "installed", f"PYTHON={python}"], cwd=install.ROOT, capture_output=True, text=True)

    assert asked.returncode != 0
    assert f"huiguan needs Python 3.11 or later; '{python}' is not." in asked.stderr


@pytest.mark.parametrize("lock", install.FOR_TESTS, ids=lambda lock: lock.name)
def test_a_lock_has_hashes_and_no_address(lock: Path) -> None:
    packages = lock.read_text().replace(" \\\n", " ").splitlines()

    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
    assert "://" not in lock.read_text()
