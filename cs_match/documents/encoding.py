"""Bytes of unknown encoding to text.

What the bytes say goes before what the file claims: a byte order mark, then valid UTF-8, then the declared encoding,
then the Chinese encoding whose reading has more everyday characters, then a statistical guess. ``gb2312`` and ``gbk``
are read as gb18030, which holds both, because pages that declare the smaller set use the larger one.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["declared_encoding", "decode", "likely_encoding", "wide_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
    "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "euc_kr": "cp949", "shift_jis": "cp932",
}  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_SAMPLE = 200_000
_SURE = 0.85  # share of everyday characters
_FEWEST_WIDE = 12  # bytes of Han without a blank or line end that tell


def declared_encoding(head: bytes) -> str | None:
    """The encoding that the beginning of an HTML or XML file declares, if any.

    >>> declared_encoding(b'<meta charset="gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(head[:4096])
    return found[1].decode("ascii", "replace") if found else None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`; bytes that no reading explains become U+FFFD.

    Args:
        data: the bytes of a text file.
        declared: the encoding that the file or its transport claims.

    >>> decode("简历：客服专员，三年经验".encode("gbk"))
    '简历：客服专员，三年经验'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    return _valid(data, "utf-8") or _as_declared(data, declared) or _guessed(data)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by name, or None where the text is neither.

    Every other byte of Latin text is zero, and Chinese text has blanks, digits and line ends. Where it has none of
    them, nearly all characters must be everyday Han.

    >>> wide_encoding("求职意向：客服专员".encode("utf-16-le"))
    'utf-16-le'
    """
    sample = data[:4096]
    if len(sample) < 4:
        return None
    if len(sample) >= 8 and sample.count(0) * 5 > 2 * len(sample):
        found = _of_these(sample[: len(sample) // 4 * 4], ("utf-32-le", "utf-32-be"))
        if found:
            return found
    even = sample[: len(sample) // 2 * 2]
    if even.count(0) * 20 > len(even):
        name = "utf-16-le" if even[1::2].count(0) > even[0::2].count(0) else "utf-16-be"
        return _of_these(even, (name,))
    if len(data) % 2 or len(even) < _FEWEST_WIDE or _valid(_whole(sample), "utf-8"):
        return None
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_chinese(even, name)), None)


def _of_these(sample: bytes, names: tuple[str, ...]) -> str | None:
    """The first of the encodings in which the sample is text."""
    for name in names:
        text = _valid(sample, name) or _valid(sample[:-2], name)
        if text and sum(char.isprintable() or char.isspace() for char in text) * 20 > 19 * len(text):
            return name
    return None


def _is_chinese(sample: bytes, name: str) -> bool:
    text = _valid(sample, name) or _valid(sample[:-2], name) or ""
    return sum(_is_everyday(char, "gb18030") or "!" <= char <= "~" for char in text) * 10 > 9 * len(text) > 0


def _whole(sample: bytes) -> bytes:
    """A sample of UTF-8 without the character that its end may have cut."""
    return sample if len(sample) < 4096 else sample[: max(sample.rfind(b"\n"), sample.rfind(b" "), 4000)]


def _valid(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    text = data.decode(_WIDER.get(name, name), "replace")
    return text if text.count("\ufffd") * 50 <= len(text) else None


def likely_encoding(sample: bytes) -> str | None:
    """The Chinese encoding in which nearly all of these bytes, all beyond ASCII, are everyday text, if there is one.

    >>> likely_encoding("客服主管".encode("gbk"))
    'gb18030'
    """
    share, name = max((_everyday(sample, "gb18030"), "gb18030"), (_everyday(sample, "big5hkscs"), "big5hkscs"))
    return name if share > _SURE else None


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE]
    nearly = sample.decode("utf-8", "replace")
    if nearly.count("\ufffd") * 20 < sum(char > "\x7f" for char in nearly):
        return data.decode("utf-8", "replace")
    share, name = max((_everyday(sample, "gb18030"), "gb18030"), (_everyday(sample, "big5hkscs"), "big5hkscs"))
    return data.decode(name if share > 0.6 else _statistical(sample), "replace")


def _everyday(sample: bytes, name: str) -> float:
    """Share of the characters beyond ASCII that are everyday Han or Chinese punctuation when read as `name`."""
    text = sample.decode(name, "replace")
    beyond = [char for char in text if char > "\x7f"]
    return sum(_is_everyday(char, name) for char in beyond) / len(beyond) if beyond else 0.0


def _is_everyday(char: str, name: str) -> bool:
    """Whether the standard has the character among its first level, which holds the frequent ones."""
    code = char.encode("gb2312" if name == "gb18030" else "big5", "ignore")
    first, last = (b"\xb0\xa1", b"\xd7\xf9") if name == "gb18030" else (b"\xa4\x40", b"\xc6\x7e")
    return first <= code <= last or char in "，。、：；！？（）《》“”‘’【】·—…％０１２３４５６７８９"


# What Western European text has beyond ASCII. Guessers take a few of these for a dozen other code pages.
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ–—‘’“”•…€£©®™°·«»¡¿§´½\xa0")


def _statistical(sample: bytes) -> str:
    western = {char for char in sample.decode("cp1252", "replace") if char > "\x7f"}
    if western <= _WESTERN and sum(byte > 127 for byte in sample) * 5 < len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:20_000]).best()
    return best.encoding if best else "cp1252"
