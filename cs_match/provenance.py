"""What an outcome depends on besides its input: versions and digests, so that a run can be repeated or told apart."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from cs_match.lexicon import lexicon_folder

__all__ = ["program_digest", "tables_digest", "version", "versions"]

# Libraries whose version can change what is read or found.
_LIBRARIES = (
    "pypdfium2", "pdfminer.six", "python-docx", "lxml", "msoffcrypto-tool", "spacy", "scikit-learn", "rapidfuzz",
    "phonenumbers", "opencc",
)  # fmt: skip


def version() -> str:
    """Version of this package as it is installed; ``unknown`` where it runs without being installed."""
    return _installed("cs-match") or "unknown"


def versions() -> dict[str, str]:
    """Versions of this package, of Python and of the libraries that have a say in the outcome."""
    found = {name: _installed(name) for name in _LIBRARIES}
    ours = {"cs-match": version(), "python": platform.python_version()}
    return ours | {name: value for name, value in found.items() if value}


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@cache
def program_digest() -> str:
    """Digest of the package's own source and models: programs with one digest give one outcome."""
    return _digest([Path(__file__).parent])


def tables_digest(lexicons: Sequence[Path] = ()) -> str:
    """Digest of all word lists, side tables too, and of the `lexicons` that were added."""
    return _digest([lexicon_folder(), *lexicons])


def _digest(folders: Iterable[Path]) -> str:
    """Digest of the names and contents of all files under `folders`, but for what Python compiles by itself."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
