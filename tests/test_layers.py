"""A module imports only from lower floors; rooms of one floor do not know each other; no circles, no junk drawers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "cs_match"
# Floor of each room: a folder or a single file of the package.
FLOORS = {
    "errors": 0, "records": 0, "models": 0,
    "text": 1, "patterns": 1, "lexicon": 1.5,
    "documents": 2, "sections": 2.5, "provenance": 2,
    "tagging": 3,
    "candidates": 4, "requirements": 4, "authoring": 4,
    "people": 5, "ranking": 5, "explaining": 5,
    "reports": 6, "evaluation": 6, "inputs": 6, "keeping": 6, "progress": 6, "demo": 6,
    "screening": 7, "doctor": 7, "commands": 7.5,
    "cli": 8, "__main__": 9,
}  # fmt: skip
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
# Libraries that only one room may know.
OWNED = {
    "pypdfium2": {"documents"}, "pdfminer": {"documents"}, "msoffcrypto": {"documents"},
    "docx": {"documents", "requirements"},
    "rapidocr": {"documents"}, "xlsxwriter": {"reports"}, "jinja2": {"reports"}, "typer": {"cli", "commands"},
}  # fmt: skip


def _modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name, parsed."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


MODULES = _modules()
INSIDE = sorted(set(MODULES) - {"cs_match"})


def _is_package(name: str) -> bool:
    return (PACKAGE.parent / Path(*name.split(".")) / "__init__.py").exists()


def _imports(name: str) -> Iterator[tuple[str, bool]]:
    """What a module imports, also inside functions: (dotted name, whether it runs when the module is loaded)."""
    package = name if _is_package(name) else name.rpartition(".")[0]
    only_types = {
        id(node) for block in ast.walk(MODULES[name]) if isinstance(block, ast.If) and _is_typing(block.test)
        for node in ast.walk(block)
    }  # fmt: skip
    for node in ast.walk(MODULES[name]):
        runs = id(node) not in only_types
        if isinstance(node, ast.Import):
            yield from ((alias.name, runs) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                home = ".".join([*above, home]).rstrip(".")
            yield home, runs
            yield from ((f"{home}.{alias.name}", runs) for alias in node.names if f"{home}.{alias.name}" in MODULES)


def _is_typing(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in ast.dump(test)


def _room(name: str) -> str:
    return name.split(".")[1]


def _internal(name: str) -> set[str]:
    return {target for target, _ in _imports(name) if target.startswith("cs_match.") and target in MODULES}


def test_every_room_has_a_floor() -> None:
    assert {_room(name) for name in INSIDE} <= set(FLOORS), "give a new room its floor"


@pytest.mark.parametrize("name", INSIDE)
def test_imports_go_down(name: str) -> None:
    room = _room(name)
    wrong = {target for target in _internal(name) if _room(target) != room and FLOORS[_room(target)] >= FLOORS[room]}
    assert not wrong, f"{name} is on floor {FLOORS[room]} and imports {sorted(wrong)}"


@pytest.mark.parametrize("name", INSIDE)
def test_nothing_inside_imports_the_package_root(name: str) -> None:
    roots = [target for target, _ in _imports(name) if target == "cs_match"]
    assert not roots, f"{name}: write 'from cs_match.room import …'"


def test_no_module_imports_itself_through_others() -> None:
    graph = {name: _internal(name) - {name} for name in INSIDE}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name in done:
            return
        for target in sorted(graph[name]):
            # A package's door re-exports its own modules; they don't import the package for it.
            visit(target, (*path, name))
        done.add(name)

    for name in INSIDE:
        visit(name, ())


@pytest.mark.parametrize("name", INSIDE)
def test_no_junk_drawers(name: str) -> None:
    assert not BANNED & set(name.split("."))


@pytest.mark.parametrize("name", INSIDE)
def test_libraries_stay_in_their_room(name: str) -> None:
    for target, _ in _imports(name):
        owners = OWNED.get(target.split(".")[0])
        assert owners is None or _room(name) in owners, f"{name} imports {target}; only {owners} may"


def test_scoring_cannot_see_what_is_protected() -> None:
    """What a resume says of sex, age, origin and the like is read for masking and audit only."""
    banned = ("cs_match.candidates.protected", "cs_match.fairness")
    for name in (name for name in INSIDE if _room(name) in ("ranking", "people", "screening")):
        assert not [target for target, _ in _imports(name) if target.startswith(banned)], name
        assert "ProtectedMention" not in ast.dump(MODULES[name]), name
