"""How much one file may cost: the limits under which every file is read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ReadLimits"]


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What reading one file may cost before it is given up with a typed result.

    Args:
        seconds: wall and processor time.
        memory: bytes of the process that reads (512 MiB), what it shares with its parent included; where the parent
            is large itself, reading may still add half of it.
        ocr_memory: bytes that recognising text in pictures may add, where a file needs it (the models are large).
        ocr_pages: scanned pages of a document that are recognised, at some seconds each and as long as time is left;
            the others are said to be scanned. With 0, no page or picture is.
        characters: characters of text, visible and hidden.
        pages: pages of a document.
        bytes: size of the file.
        unpacked: bytes that the parts of a zipped document may unpack to, all together; also of a file that a
            converting program writes.
        output: bytes of the result that a child process hands back.
    """

    seconds: float = 20.0
    memory: int = 512 * 2**20
    ocr_memory: int = 1536 * 2**20
    ocr_pages: int = 10
    characters: int = 2_000_000
    pages: int = 50
    bytes: int = 30_000_000
    unpacked: int = 200_000_000
    output: int = 128 * 2**20
