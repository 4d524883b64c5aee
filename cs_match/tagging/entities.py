"""Named entities of a resume: a spaCy pipeline whose recogniser is a conditional random field over lines.

The field is a component of the pipeline (``training/entities.py`` trains it and says how good it is): `entity_pipeline`
gives a `Language` with a tokenizer for mixed Chinese and English text and the component ``cs_match_entities``, which
writes ``doc.ents``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cs_match.records import Document, NewTerm, Section
from cs_match.tagging.entity_features import Place, Token, features, tokens
from cs_match.tagging.mentions import Entity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["MODEL", "EntityRecogniser", "MixedTokenizer", "entity_pipeline", "find_entities", "lines_of", "new_terms"]

MODEL = "entities.crfsuite"
_PLACES = "cs_match_places"
_LONGEST_LINE = 2000  # characters; what is longer is no line of a resume, and is cut


def find_entities(document: Document, sections: Sequence[Section]) -> tuple[Entity, ...]:
    """The names, employers, titles, schools, majors, places and tools that a document names, in text order.

    Raises:
        FileNotFoundError: where the package was installed without its model.
    """
    nlp = entity_pipeline()
    doc = nlp.make_doc(document.text)
    doc.user_data[_PLACES] = list(lines_of(document, sections))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return tuple(Entity(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents)


def lines_of(document: Document, sections: Sequence[Section]) -> Iterator[tuple[int, int, Place]]:
    """Start, end and place of each line of a document that has text."""
    headings = {line.start for line in document.lines if line.heading}
    at = 0
    for number, (start, end) in enumerate(_lines(document.text)):
        while at + 1 < len(sections) and sections[at].end <= start:
            at += 1
        kind = sections[at].kind if sections else "other"
        yield start, end, Place(number, kind, start in headings)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(rf"[^\n]{{1,{_LONGEST_LINE}}}", text):
        if found.group().strip():
            yield found.start(), found.end()


# ---------------------------------------------------------------- the spaCy pipeline


@cache
def entity_pipeline() -> Language:
    """A spaCy pipeline for Chinese, English and mixed text; ``nlp(text).ents`` are the entities.

    >>> nlp = entity_pipeline()
    >>> nlp.pipe_names
    ['cs_match_entities']
    """
    import spacy
    from spacy.language import Language

    if not Language.has_factory("cs_match_entities"):
        Language.factory("cs_match_entities")(_component)
    nlp = spacy.blank("xx")
    nlp.tokenizer = MixedTokenizer(nlp.vocab)
    nlp.add_pipe("cs_match_entities")
    return nlp


def _component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return EntityRecogniser()


class MixedTokenizer:
    """A spaCy tokenizer: every Han character, every Latin word, number and mark is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for token in tokens(text):
            gap = text[at : token.start]
            if gap == " " and spaces:
                spaces[-1] = True
            elif gap:
                words.append(gap)
                spaces.append(False)
            words.append(text[token.start : token.end])
            spaces.append(False)
            at = token.end
        if text[at:]:
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


class EntityRecogniser:
    """A spaCy component that writes ``doc.ents`` line by line."""

    def __init__(self) -> None:
        self._tagger = _load_model()

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        places = doc.user_data.pop(_PLACES, None)
        places = [(*bounds, Place(n)) for n, bounds in enumerate(_lines(text))] if places is None else places
        spans = (span for start, end, place in places for span in self._line(text, start, end, place))
        found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
        doc.ents = _apart([span for span in found if span is not None])
        return doc

    def _line(self, text: str, start: int, end: int, place: Place) -> Iterator[tuple[int, int, str]]:
        line_tokens = tokens(text, start, end)
        tags = self._tagger.tag(features(text[start:end], line_tokens, place, start))
        yield from _spans(line_tokens, tags)


def _spans(line_tokens: Sequence[Token], tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    begun: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if begun is not None and not tag.startswith("I-"):
            yield line_tokens[begun].start, line_tokens[at - 1].end, tags[begun][2:]
            begun = None
        if tag.startswith("B-") or (tag.startswith("I-") and begun is None):
            begun = at


def _apart(spans: Sequence[Any]) -> list[Any]:
    kept: list[Any] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@cache
def _load_model() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_model_bytes())
    return tagger


@cache
def _model_bytes() -> bytes:
    """The model's bytes, kept for good: the recogniser reads them where they lie."""
    return files("cs_match.models").joinpath(MODEL).read_bytes()


# ---------------------------------------------------------------- new terms

_KNOWN_SHAPE = re.compile(r"[A-Za-z][\w.+#& -]{1,30}|[\u3400-\u9fffA-Za-z0-9]{2,12}")
_MOST_NEW_TERMS = 20


def new_terms(text: str, entities: Sequence[Entity], known: Sequence[tuple[int, int]]) -> tuple[NewTerm, ...]:
    """Tools that the text names and the lexicon lacks, each once, with the line that it stands in.

    Args:
        known: stretches of the text that terms of the lexicon cover.
    """
    found: dict[str, NewTerm] = {}
    for entity in entities:
        word = text[entity.start : entity.end].strip()
        if entity.label != "TOOL" or not _KNOWN_SHAPE.fullmatch(word) or _covered(entity, known):
            continue
        found.setdefault(word.casefold(), NewTerm(word, "tool", _quote(text, entity)))
    return tuple(list(found.values())[:_MOST_NEW_TERMS])


def _covered(entity: Entity, known: Sequence[tuple[int, int]]) -> bool:
    return any(start < entity.end and entity.start < end for start, end in known)


def _quote(text: str, entity: Entity) -> str:
    start = max(text.rfind("\n", 0, entity.start) + 1, entity.start - 40)
    end = text.find("\n", entity.end)
    return text[start : min(end if end >= 0 else len(text), entity.end + 40)].strip()
