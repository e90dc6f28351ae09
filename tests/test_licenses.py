"""What runs in the bot may be shipped with it: the license of each package of the image is on a list.

Extras that a host chooses (`speech`, `dictionaries`) are under the GPL and in no image and no lock of one.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# SPDX identifiers (https://spdx.org/licenses/): licenses that ask for a notice only, and the MPL, which asks for the source of
# changed files of the package itself.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-1.1",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
# Trove classifiers (https://pypi.org/classifiers/) of packages that give no SPDX expression.
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Packages under several licenses of which one may be chosen, with the one that Medlex chooses.
CHOSEN = {"pyphen": "Mozilla Public License 1.1 (MPL 1.1)"}
PACKAGES = sorted(
    set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "container" / "requirements.lock").read_text("utf-8"), re.MULTILINE))
)


def licenses(package: str) -> set[str]:
    """Return the licenses that all hold for an installed package, by their SPDX identifiers or as it names them.

    The expression comes first (https://peps.python.org/pep-0639/), then classifiers, then the field License.
    """
    about = metadata(package)
    if expression := about["License-Expression"] or "":
        return {_first_allowed(part) for part in re.split(r"\s+AND\s+", expression)}
    classifiers = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier", []) if each.startswith("License ::")
    ]
    if package in CHOSEN and CHOSEN[package] in classifiers:
        classifiers = [CHOSEN[package]]
    return {CLASSIFIED.get(each, each) for each in classifiers or [about["License"] or "none"]}


def _first_allowed(choice: str) -> str:
    """Return of "A OR B" the first that is on the list, else all of it."""
    return next((each for each in re.split(r"\s+OR\s+", choice.strip("()")) if each in ALLOWED), choice)


def test_the_image_has_packages() -> None:
    assert {"discord-py", "aiosqlite", "rapidfuzz"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_license_of_a_package_of_the_image_is_allowed(package: str) -> None:
    try:
        found = licenses(package)
    except PackageNotFoundError:
        pytest.skip("this system and this Python do not need it")
    assert found <= ALLOWED, f"{package} is under {', '.join(sorted(found - ALLOWED))}"
