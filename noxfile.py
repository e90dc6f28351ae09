"""The commands of contributors: `nox -s test`, `lint`, `types`, `docs`, `bench` and `audit`. CONTRIBUTING.md says when
each is run.

Each uses the environment that nox itself runs in, if the project is installed there, else `.venv` beside this
file, which is made from `requirements.lock` when there is none; `audit` has an environment of its own. Words after
`--` go to the program behind a session: `nox -s test -- tests/terms -k plural`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import venv
from importlib.util import find_spec
from pathlib import Path

import nox

ROOT = Path(__file__).parent
VENV = ROOT / ".venv"
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
# The pages of the site that stand in the root of the project; `mkdocs.yml` lists all pages. The site is made
# from a copy with the same folders, because a generator takes pages from one folder only, and so no link
# between pages has to be changed.
SITE = ROOT / "build" / "site"
SITE_SOURCE = ROOT / "build" / "site-source"
ROOT_PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "PRIVACY.md", "SECURITY.md", "TERMS.md")

nox.options.sessions = ["lint", "types", "docs", "test"]


def programs(session: nox.Session) -> Path:
    """Return the folder with the programs of the environment to use; make `.venv` if nothing is installed anywhere."""
    if find_spec("discord") and find_spec("pytest"):
        return Path(sys.executable).parent
    if not VENV.exists():
        venv.create(VENV, with_pip=True)
        pip = str(VENV / SCRIPTS / "pip")
        session.run(pip, "install", "-q", "-r", "requirements.lock", external=True)
        session.run(pip, "install", "-q", "--no-deps", "-e", ".", external=True)
    return VENV / SCRIPTS


def run(session: nox.Session, program: str, *words: str, **environment: str) -> None:
    """Run a program of the environment in the project's folder; the session fails if it does."""
    found = shutil.which(program, path=programs(session))
    if found is None:
        session.error(f"{program} is not installed. Run: pip install -r requirements.lock")
    session.run(found, *words, env=environment, external=True)


@nox.session(python=False)
def test(session: nox.Session) -> None:
    """All tests on all processors, or those that are named."""
    run(session, "python", "-m", "pytest", "-q", "-n", "auto", *session.posargs)


@nox.session(python=False)
def lint(session: nox.Session) -> None:
    """Style, layout of the code, spelling, and which folder may import which."""
    run(session, "ruff", "check", ".")
    run(session, "ruff", "format", "--check", ".")
    run(session, "codespell")
    run(session, "lint-imports")


@nox.session(python=False)
def types(session: nox.Session) -> None:
    """Types, strictly."""
    run(session, "mypy", *session.posargs)


@nox.session(python=False)
def docs(session: nox.Session) -> None:
    """Build the site in `build/site`; a broken link or anchor is an error. `nox -s docs -- serve` serves it."""
    shutil.rmtree(SITE_SOURCE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", SITE_SOURCE / "docs")
    for page in ROOT_PAGES:
        shutil.copy(ROOT / page, SITE_SOURCE)
    run(session, "zensical", *(session.posargs or ("build", "--clean", "--strict")))


@nox.session(python=False)
def bench(session: nox.Session) -> None:
    """Answers of the dictionary that ships with Medlex, against their record; or a benchmark by its name:
    `nox -s bench -- lookup --home FOLDER`.
    """
    if session.posargs:
        name, *words = session.posargs
        run(session, "python", "-m", f"benchmarks.{name}", *words)
        return
    with tempfile.TemporaryDirectory() as home:
        run(session, "python", "-m", "bot", "build", MEDLEX_HOME=home)
        run(session, "python", "-m", "benchmarks.quality", "--home", home)


@nox.session(venv_backend="venv")
def audit(session: nox.Session) -> None:
    """Ask the advisory database of PyPI about each package of the lock. It needs the internet, and fails without."""
    session.install("-q", "pip-audit>=2.10,<3")
    session.run("pip-audit", "--strict", "--require-hashes", "--disable-pip", "-r", "requirements.lock")


os.chdir(ROOT)
