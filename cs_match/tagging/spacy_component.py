"""The tagger as a component of other people's spaCy pipelines: ``nlp.add_pipe("cs_match")``.

spaCy finds it by the entry point ``spacy_factories``, so nothing of this package has to be imported. It reads the
text, not the tokens, and works with any tokenizer; spans are widened to whole tokens. It writes

    doc.spans["cs_match"]     a span for each place that speaks of a skill; its label is the skill's id
    span._.cs_match           what was judged there (`Mark`: has, level, strength, cues, term)
    span._.cs_has             whether the text credits the person with it there
    doc._.cs_match            the tags of the whole text (`Tagged`), None where the component has not run

What is kept in the `Doc` is plain JSON, so that it survives ``to_bytes``, `DocBin` and ``nlp.pipe(n_process=2)``.
This module alone loads spaCy when it is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from cs_match.lexicon import load_lexicon
from cs_match.records import Document, as_json, from_json
from cs_match.sections import find_sections
from cs_match.tagging.mentions import Mark, Tagged
from cs_match.tagging.tagger import Tagger
from cs_match.text import han_share

__all__ = ["FACTORY", "SkillTagger", "make_component"]

FACTORY = "cs_match"
_ENGLISH, _CHINESE = 0.05, 0.45  # shares of Han characters among the letters


class SkillTagger:
    """Tags each `Doc` with the skills that its text speaks of.

    Args:
        lexicons: folders of a user's own rows, on top of the word lists that come with the package.
        ner: look for named entities and new terms as well, for ``doc._.cs_match``; slower by far.
        spans_key: key of ``doc.spans`` to write to.
    """

    def __init__(self, lexicons: Sequence[str] = (), ner: bool = False, spans_key: str = FACTORY) -> None:
        self._tagger = Tagger(load_lexicon(extra=[Path(folder) for folder in lexicons]), ner=ner)
        self._key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        document = Document("spacy", "txt", "", 0, doc.text)
        sections = find_sections(document)
        tagged = self._tagger.tag(document, sections, language=_language(doc.text))
        placed = list(_placed(doc, self._tagger.marks(document, sections)))
        doc.spans[self._key] = [span for span, _ in placed]
        marks = [[span.start, span.end, as_json(mark)] for span, mark in placed]
        doc.user_data[FACTORY] = {"tagged": as_json(tagged), "marks": marks}
        return doc


def _language(text: str) -> str:
    share = han_share(text)
    return "zh" if share > _CHINESE else "mixed" if share > _ENGLISH else "en"


def _placed(doc: Doc, marks: Sequence[Mark]) -> Iterator[tuple[Span, Mark]]:
    """Each mark with its span of whole tokens; of two of one skill on the same tokens the first."""
    seen = set()
    for mark in marks:
        span = doc.char_span(mark.start, mark.end, label=mark.skill, alignment_mode="expand")
        if span is not None and (key := (span.start, span.end, mark.skill)) not in seen:
            seen.add(key)
            yield span, mark


def _tagged(doc: Doc) -> Tagged | None:
    kept = doc.user_data.get(FACTORY)
    return from_json(Tagged, kept["tagged"]) if kept else None


def _mark(span: Span) -> Mark | None:
    kept = span.doc.user_data.get(FACTORY, {"marks": ()})
    at = (span.start, span.end, span.label_)
    found = next((mark for start, end, mark in kept["marks"] if (start, end, mark["skill"]) == at), None)
    return from_json(Mark, found) if found else None


def _has(span: Span) -> bool | None:
    mark = _mark(span)
    return mark.has if mark else None


Doc.set_extension(FACTORY, getter=_tagged, force=True)
Span.set_extension(FACTORY, getter=_mark, force=True)
Span.set_extension("cs_has", getter=_has, force=True)


@Language.factory(
    FACTORY,
    default_config={"lexicons": [], "ner": False, "spans_key": FACTORY},
    assigns=["doc.spans", "doc._.cs_match", "span._.cs_match", "span._.cs_has"],
)
def make_component(nlp: Language, name: str, lexicons: list[str], ner: bool, spans_key: str) -> Any:
    """The component that ``nlp.add_pipe("cs_match")`` adds; see `SkillTagger` for its settings."""
    return SkillTagger(lexicons, ner, spans_key)
