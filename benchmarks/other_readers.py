"""Other libraries that read documents, as the benchmark runs them beside ours: text of a file, as each gives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

__all__ = ["DOCX_READERS", "PDF_READERS", "letters", "read_by"]


def _pdfium(path: str) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(Path(path).read_bytes())
    texts = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return "\n".join(texts)


def _pdfminer(path: str) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def _pypdf(path: str) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _python_docx(path: str) -> str:
    from docx import Document

    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def _docx2txt(path: str) -> str:
    import docx2txt

    return str(docx2txt.process(path))


def _docx2python(path: str) -> str:
    import re

    from docx2python import docx2python

    with docx2python(path, html=False) as content:
        text = content.text
    return re.sub(r"----(?:media|Image|image|footnote|endnote)[^\n]*?----|\bfootnote\d+\)|\bendnote\d+\)", "", text)


PDF_READERS: dict[str, Callable[[str], str]] = {"pdfium": _pdfium, "pdfminer.six": _pdfminer, "pypdf": _pypdf}
DOCX_READERS: dict[str, Callable[[str], str]] = {
    "python-docx": _python_docx, "docx2txt": _docx2txt, "docx2python": _docx2python,
}  # fmt: skip


def read_by(task: tuple[str, str]) -> str:
    """What the named reader gives for a file: ``(name, path)``."""
    name, path = task
    return ({**PDF_READERS, **DOCX_READERS})[name](path)


def letters(text: str) -> int:
    """Characters that are no blanks."""
    return sum(not char.isspace() for char in text)
