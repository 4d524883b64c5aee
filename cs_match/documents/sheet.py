"""What a PDF reader hands over for one page: stretches of characters, shapes and images, in points from the top left.

The two readers (`pdf_pdfium`, `pdf_miner`) both speak this language, so that reading order and visibility are decided
in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cs_match.records import Box

__all__ = ["Colour", "Frame", "Shape", "Sheet", "Span"]

Colour = tuple[int, int, int, int]  # red, green, blue, alpha: 0 to 255


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a PDF page (from the bottom left, not turned) become those of its sheet.

    Args:
        left, upper: left and upper edge of the visible page in PDF coordinates.
        width, height: of the visible page before it is turned.
        rotation: quarters by which the page is turned clockwise for display.
    """

    left: float
    upper: float
    width: float
    height: float
    rotation: int = 0

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A PDF rectangle as a box on the displayed page."""
        return self.turned(
            Box(left - self.left, self.upper - top, right - self.left, self.upper - bottom), self.rotation
        )

    def turned(self, box: Box, quarters: int) -> Box:
        """A box of the page that is not turned, on the page turned clockwise."""
        match quarters % 4:
            case 1:
                return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
            case 2:
                return Box(self.width - box.x1, self.height - box.bottom, self.width - box.x0, self.height - box.top)
            case 3:
                return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return box

    def shown(self, box: Box, turn: int) -> Box:
        """Where a box of text that runs `turn` quarters (see `Span`) off stands on the displayed page."""
        quarters = (turn + self.rotation) % 4  # as the text stands in the page that is not turned
        sides = (self.width, self.height) if quarters % 2 == 0 else (self.height, self.width)
        return Frame(0, 0, *sides).turned(box, -turn)

    @property
    def displayed(self) -> tuple[float, float]:
        """Width and height of the displayed page."""
        return (self.width, self.height) if self.rotation % 2 == 0 else (self.height, self.width)


@dataclass(slots=True)
class Span:
    """Characters set in one go on one baseline, in one type.

    Coordinates are those of the direction the text runs in: for text that stands upright on the page, those of the
    page itself; for text turned by `turn` quarters (counter-clockwise), those of the page turned until it reads.

    Args:
        chars: the characters; blanks between words are characters too.
        edges: left edge of each character and right edge of the last.
        z: place of the text in the order of painting.
        objects: what the reader needs to find the text's page objects again.
        area: where it stands, if that is not what baseline and edges say (characters set below each other).
        fact: what the state of the page objects says about whether they are seen: a kind of hiding, and whether that
            is certain.
    """

    chars: list[str]
    edges: list[float]
    baseline: float
    size: float
    bold: bool = False
    colour: Colour = (0, 0, 0, 255)
    mode: int = 0
    turn: int = 0
    z: int = 0
    objects: list[int] = field(default_factory=list)
    fact: tuple[str, bool] | None = None
    area: Box | None = None

    @property
    def text(self) -> str:
        """The characters as one string."""
        return "".join(self.chars)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.edges[-1]

    @property
    def box(self) -> Box:
        """Where the text stands: from its baseline and type size, as fonts lie about their height."""
        return Box(self.edges[0], self.baseline - 0.88 * self.size, self.edges[-1], self.baseline + 0.22 * self.size)


@dataclass(frozen=True, slots=True)
class Shape:
    """Something painted that is not text.

    Args:
        kind: ``fill`` (an upright rectangle), ``blob`` (any other filled outline), ``line`` (a stroke or a rectangle
            so thin that it is one), ``image`` or ``shade``.
        z: place in the order of painting.
    """

    kind: str
    box: Box
    z: int
    colour: Colour = (0, 0, 0, 255)


@dataclass(slots=True)
class Sheet:
    """One page: its size as displayed, its text, and what is painted around it.

    `texts` counts the text objects that the page draws, `unmapped` the characters that the reader found but could not
    name; `unsaid` is text that the file gives for the page and that stands nowhere on it, with its kind; `han_fonts`
    says that fonts for Chinese are used, `broken` that the page could not be read at all.
    """

    number: int
    frame: Frame
    spans: list[Span] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    texts: int = 0
    unmapped: int = 0
    unsaid: list[tuple[str, str]] = field(default_factory=list)
    han_fonts: bool = False
    broken: bool = False
