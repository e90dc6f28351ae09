"""docs/security.md: each claim has a test, and two that no other test makes hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "security.md"
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ATTACKERS = [
    "A hostile member",
    "A hostile admin of another server",
    "A hostile file, or a hostile mirror",
    "A stolen backup",
    "A leaked log",
    "A stranger on the network",
]
# What makes code of data: builtins, and modules whose loaders run what they read.
RUNS_DATA = {"eval", "exec", "compile", "__import__"}
LOADS_CODE = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle"}


def claims() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield of each claim its attacker, its words, and the tests that it names."""
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        for line in text.splitlines():
            if line.startswith("| ") and not line.startswith(("| claim", "| ---")):
                yield title, line.split("|")[1].strip(), PROOF.findall(line)


def functions_of(path: Path) -> set[str]:
    """Return the names of the test functions of a module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def program() -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of the program."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("attacker", "claim", "proofs"), list(claims()), ids=lambda value: str(value)[:60])
def test_each_claim_names_tests_that_there_are(attacker: str, claim: str, proofs: list[tuple[str, str]]) -> None:
    assert proofs, f"{attacker}: no test for: {claim}"
    for module, name in proofs:
        assert name in functions_of(ROOT / module), f"{module} has no test {name}"


def test_every_attacker_is_thought_of() -> None:
    assert list(dict.fromkeys(attacker for attacker, *_ in claims())) == ATTACKERS


def test_data_never_become_code() -> None:
    found = [f"{path.relative_to(ROOT)}: {what}" for path, module in program() for what in _run_data(module)]
    assert found == []


def _run_data(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in RUNS_DATA:
                yield f"line {node.lineno} calls {node.func.id}"
            if any(keyword.arg == "shell" for keyword in node.keywords):
                yield f"line {node.lineno} starts a shell"
        yield from (f"imports {name}" for name in _imported(node) if name.partition(".")[0] in LOADS_CODE)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
