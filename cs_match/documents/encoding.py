"""Bytes of unknown encoding to text.

What the bytes say goes before what the file claims: a byte order mark, then valid UTF-8, then the declared encoding,
then the Chinese encoding whose reading has more everyday characters, then a statistical guess. ``gb2312`` and ``gbk``
are read as gb18030, which holds both, because pages that declare the smaller set use the larger one.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["declared_encoding", "decode"]

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
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    return _valid(data, "utf-8") or _as_declared(data, declared) or _guessed(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero; Chinese text still has blanks and line ends."""
    sample = data[:4096]
    if len(sample) < 4 or sample.count(0) * 20 <= len(sample):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if _valid(data[: len(data) // 2 * 2], name) else None


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
