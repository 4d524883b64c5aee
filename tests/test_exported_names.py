"""`__all__` is the promise: it names what is there, and what is public is named."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import cs_match

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for path in (ROOT / "cs_match").rglob("*.py") if path.stem != "__main__")
MODULES = [path for path in FILES if path.stem != "__init__"]


def _public(tree: ast.Module) -> set[str]:
    """Public functions, classes and constants that a module defines at its top level."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def _promised(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_module_promises_what_it_defines(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    promised = _promised(tree)
    assert promised is not None, "a module says in __all__ what it is for"
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert {name for name in defined if not name.startswith("_")} <= set(promised)
    assert len(promised) == len(set(promised))
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert set(promised) <= _public(tree) | imported


def test_the_package_promises_what_it_has() -> None:
    assert list(cs_match.__all__) == sorted(set(cs_match.__all__))
    assert set(dir(cs_match)) == set(cs_match.__all__)
    for name in cs_match.__all__:
        assert getattr(cs_match, name) is not None


def test_the_package_has_what_its_types_say() -> None:
    """What type checkers see, what is loaded lazily and what is promised are one list."""
    tree = ast.parse((ROOT / "cs_match" / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed | {"__version__"} == set(cs_match.__all__)
    for node in block.body:
        if isinstance(node, ast.ImportFrom):
            home = importlib.import_module(str(node.module))
            for alias in node.names:
                assert getattr(cs_match, alias.name) is getattr(home, alias.name)
                assert alias.name in home.__all__, f"{node.module} does not promise {alias.name}"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        cs_match.nonsense  # noqa: B018


def _fresh(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_importing_the_package_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, time; before = set(sys.modules); t = time.perf_counter(); import cs_match; "
        "print(time.perf_counter() - t, sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    seconds, loaded = min(_fresh(code) for _ in range(3)).split(" ", 1)
    assert float(seconds) < 0.15
    assert not {"spacy", "pandas", "sklearn", "numpy", "pydantic", "lxml", "typer"} & set(ast.literal_eval(loaded))


def test_loading_every_public_name_loads_no_model() -> None:
    code = (
        "import sys, cs_match; [getattr(cs_match, name) for name in cs_match.__all__]; "
        "print(sorted({'spacy', 'pandas', 'sklearn'} & set(sys.modules)))"
    )
    assert _fresh(code) == "[]"
