"""What the state of a PDF text object says about whether it can be seen: clip paths, layers, transparency.

Each fact is a kind of hiding and whether it is certain; what is not certain is left to a painting of the page.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from dataclasses import dataclass, field

from cs_match.documents.pdf_calls import calls

__all__ = ["Clips", "Fact", "Sides", "clip_fact", "is_layered", "on_layer", "shared"]

Fact = tuple[str, bool]
Sides = tuple[float, float, float, float]  # left, bottom, right, top

_GONE_SHARE, _SEEN_SHARE = 0.06, 0.3  # share of a text's width or height up to which, and from which, it can be read
_SHEET = 0.6  # share of the page's width and height from which a clip path is the cut of a sheet
_RECTANGLE = 6  # segments of a path that may be a rectangle
_MOST_SEGMENTS = 200
_LINE, _MOVE = 0, 2
_NOTHING: Sides = (0.0, 0.0, 0.0, 0.0)


# ---------------------------------------------------------------- clip paths


@dataclass(slots=True)
class Clips:
    """The clip paths of a page. Objects that were drawn under one path share it, so that each is measured once."""

    _known: dict[int, tuple[Sides, bool]] = field(default_factory=dict)

    def room(self, thing: int) -> tuple[Sides, bool] | None:
        """The sides that an object's clip paths leave, and whether all the paths are rectangles; None without any."""
        call = calls()
        clip = call.clip(thing)
        count = call.clips(clip) if clip else 0
        if not 0 < count < 50:
            return None
        room, plain = self._path(clip, 0)
        for index in range(1, count):
            sides, rectangle = self._path(clip, index)
            room, plain = shared(room, sides), plain and rectangle
        return room, plain

    def _path(self, clip: int, index: int) -> tuple[Sides, bool]:
        first = calls().clip_segment(clip, index, 0)
        if first not in self._known or not first:
            self._known[first] = _measured(clip, index)
        return self._known[first]


def _measured(clip: int, index: int) -> tuple[Sides, bool]:
    """Sides of one clip path, and whether it is a rectangle. A path without any points lets nothing through."""
    call, x, y = calls(), ctypes.c_float(), ctypes.c_float()
    xs, ys, straight = [], [], True
    count = call.clip_segments(clip, index)
    for at in range(min(count, _MOST_SEGMENTS)):
        segment = call.clip_segment(clip, index, at)
        call.segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
        straight = straight and call.segment_kind(segment) in (_LINE, _MOVE)
        xs.append(x.value)
        ys.append(y.value)
    if not xs:
        return _NOTHING, True
    two = len(set(map(round, xs))) <= 2 and len(set(map(round, ys))) <= 2
    return (min(xs), min(ys), max(xs), max(ys)), straight and two and count <= _RECTANGLE


def clip_fact(box: Sides, room: Sides, plain: bool, page: tuple[float, float]) -> Fact | None:
    """Whether clip paths that leave `room` hide what stands in `box`, on a page of this width and height.

    Programs that cut a long page into sheets leave a line that falls on a cut on both; that hides nothing.
    """
    share = _share_left(box, room)
    if share <= _GONE_SHARE:
        wide = room[2] - room[0] > _SHEET * page[0] and room[3] - room[1] > _SHEET * page[1]
        return ("cut_off" if wide and _beyond(box, room) else "clipped"), True
    return None if plain and share >= _SEEN_SHARE else ("clipped", False)


def _beyond(box: Sides, room: Sides) -> bool:
    """Whether a line stands at the upper or lower edge of a room, outside but no farther than it is high."""
    height = box[3] - box[1]
    return min(abs(box[1] - room[3]), abs(box[3] - room[1])) <= height and box[0] >= room[0] and box[2] <= room[2]


def shared(one: Sides, other: Sides) -> Sides:
    """What two rectangles have in common; its sides cross where that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _share_left(box: Sides, room: Sides) -> float:
    """Share of the box's width or height, whichever is less, that lies in the room."""
    across = (min(box[2], room[2]) - max(box[0], room[0])) / max(box[2] - box[0], 0.01)
    down = (min(box[3], room[3]) - max(box[1], room[1])) / max(box[3] - box[1], 0.01)
    return min(across, down)


# ---------------------------------------------------------------- layers

_LAYERS = (b"/OCProperties", b"/OCG", b"#4f", b"#4F")
_OBJECTS = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n")
_MOST_STREAMS, _MOST_BYTES = 400, 4_000_000


def is_layered(data: bytes) -> bool:
    """Whether a PDF may have layers that can be switched off: a look at its bytes, compressed objects included.

    Of a file that is encrypted nobody can tell without reading it whole; it counts as layered.
    """
    if b"/Encrypt" in data or any(word in data for word in _LAYERS[:2]):
        return True
    budget = _MOST_BYTES
    for number, found in enumerate(_OBJECTS.finditer(data)):
        if number >= _MOST_STREAMS or budget <= 0:
            return True
        text = _inflated(data[found.end() : found.end() + budget], budget)
        if text is None or any(word in text for word in _LAYERS):
            return True
        budget -= len(text)
    return False


def _inflated(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return None


def on_layer(thing: int) -> bool:
    """Whether an object carries the mark of a layer."""
    call = calls()
    name, size = ctypes.create_string_buffer(16), ctypes.c_ulong()
    for at in range(min(call.marks(thing), 50)):
        mark = call.mark_at(thing, at)
        if call.mark_name(mark, ctypes.addressof(name), 16, ctypes.addressof(size)) and name.raw[:6] == b"O\0C\0\0\0":
            return True
    return False
