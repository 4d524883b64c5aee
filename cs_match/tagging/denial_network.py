"""The half of the denial model that reads the words around a skill in their order.

A bidirectional gated recurrent network (K. Cho et al. 2014) over the tokens left and right of a skill: Han characters,
and Latin words with their character n-grams hashed (P. Bojanowski et al. 2017). The state at the skill, an attention
pool and the maximum over all states go through one hidden layer. Trained by ``training/denial_network.py``; here it
runs in numpy, all places of a document and all copies of the network at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cs_match.tagging.denial_features import REACH, Spot, Token
from cs_match.tagging.speech import KINDS

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["BUCKETS", "CATEGORY_NAMES", "REACH", "DenialNetwork", "encode"]

BUCKETS = 1 << 13
CATEGORY_NAMES = (
    "ai", "availability", "certificate", "channel", "core", "data", "industry", "language", "office", "system", "task",
    "technical", "value",
)  # fmt: skip
_PIECES, _MOST_KINDS = 12, 3
_NO_PIECE, _NO_KIND = BUCKETS, len(KINDS)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


def encode(spots: Sequence[Spot]) -> tuple[ndarray[Any, Any], ndarray[Any, Any], ndarray[Any, Any]]:
    """The network's inputs: pieces of tokens (places x tokens x 12), kinds (places x tokens x 3), category and cue."""
    import numpy as np

    width = 2 * REACH + 1
    pieces = np.full((len(spots), width, _PIECES), _NO_PIECE, dtype=np.int32)
    kinds = np.full((len(spots), width, _MOST_KINDS), _NO_KIND, dtype=np.int32)
    about = np.zeros((len(spots), 2), dtype=np.int32)
    for row, spot in enumerate(spots):
        about[row] = CATEGORY_NAMES.index(spot.category), spot.by_cue
        tokens = (*spot.left, Token(spot.start, spot.end, "§T"), *spot.right)
        for at, token in enumerate(tokens, REACH - len(spot.left)):
            pieces[row, at] = _pieces(token.word)
            if token.kinds:
                kinds[row, at] = _kinds(token.kinds)
    return pieces, kinds, about


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[int, ...]:
    """The buckets of a word and, for Latin ones, of its n-grams of three and four letters, filled up to twelve."""
    found = [_bucket("w" + ("0" if word.isdigit() else word))]
    if len(word) > 2 and word.isascii() and word.isalpha():
        framed = f"<{word}>"
        grams = {framed[at : at + n] for n in (3, 4) for at in range(len(framed) - n + 1)}
        found += [_bucket("g" + gram) for gram in sorted(grams)][: _PIECES - 1]
    return (*found, *(_NO_PIECE,) * (_PIECES - len(found)))


@lru_cache(maxsize=4096)
def _kinds(kinds: tuple[str, ...]) -> tuple[int, ...]:
    known = sorted(_KIND_NUMBERS[kind] for kind in kinds)[:_MOST_KINDS]
    return (*known, *(_NO_KIND,) * (_MOST_KINDS - len(known)))


def _bucket(text: str) -> int:
    """FNV-1a, so that the same word has the same bucket in every process."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value % BUCKETS


class DenialNetwork:
    """Copies of the trained network, whose opinions are averaged.

    Args:
        weights: the arrays of training, each with the copies along its first axis.
    """

    def __init__(self, weights: dict[str, Any]) -> None:
        self._w = {name: values.astype("float32") for name, values in weights.items()}

    def scores(self, spots: Sequence[Spot]) -> list[float]:
        """The mean log-odds that the skill is denied, for each place."""
        import numpy as np

        w = self._w
        pieces, kinds, about = encode(spots)
        present = pieces[:, :, 0] != _NO_PIECE
        inputs = self._inputs(pieces, kinds)
        forward = _states(inputs, present, w["f_W"], w["f_U"], w["f_b"])
        backward = _states(inputs[:, :, ::-1], present[:, ::-1], w["b_W"], w["b_U"], w["b_b"])[:, :, ::-1]
        states = np.concatenate([forward, backward], axis=-1)
        copies = states.shape[0]
        rest = np.broadcast_to(_about(about, w["cat"]), (copies, len(spots), w["cat"].shape[-1] + 2))
        seen = np.concatenate([*_pools(states, present, w["att"]), rest], axis=-1)
        hidden = np.maximum(seen @ w["W1"] + w["b1"][:, None], 0)
        found: list[float] = (hidden @ w["W2"] + w["b2"][:, None])[:, :, 0].mean(axis=0).astype(float).tolist()
        return found

    def _inputs(self, pieces: Any, kinds: Any) -> Any:
        """Token vectors, copies x places x tokens x size: the pieces' mean (by root), the kinds' sum, the position."""
        import numpy as np

        w = self._w
        known, told = pieces != _NO_PIECE, kinds != _NO_KIND
        count = np.sqrt(np.maximum(known.sum(2), 1)).astype("float32")
        words = (w["emb"][:, pieces] * known[None, ..., None]).sum(3) / count[None, ..., None]
        return words + (w["kem"][:, kinds] * told[None, ..., None]).sum(3) + w["pos"][:, None] * np.float32(0.5)


def _about(about: Any, categories: Any) -> Any:
    """Category vector, whether a cue denies, and that this is a resume (not a single sentence), for each place."""
    import numpy as np

    flags = np.stack([about[:, 1], np.ones(len(about))], axis=-1).astype("float32")
    vectors = categories[:, about[:, 0]]
    return np.concatenate([vectors, np.broadcast_to(flags, (len(vectors), *flags.shape))], axis=-1)


def _states(inputs: Any, present: Any, weights: Any, recurrent: Any, bias: Any) -> Any:
    """The states of a gated recurrent layer after each token; where no token stands the state stays."""
    import numpy as np

    size = recurrent.shape[1]
    drive = inputs @ weights[:, None] + bias[:, None, None]
    state = np.zeros((*inputs.shape[:2], size), dtype="float32")
    states = np.empty((*inputs.shape[:3], size), dtype="float32")
    for at in range(inputs.shape[2]):
        own = drive[:, :, at]
        fed = state @ recurrent
        gates = 1.0 / (1.0 + np.exp(-(own[..., : 2 * size] + fed[..., : 2 * size])))
        new = np.tanh(own[..., 2 * size :] + gates[..., :size] * fed[..., 2 * size :])
        keep = gates[..., size:]
        state = np.where(present[None, :, at, None], (1.0 - keep) * new + keep * state, state)
        states[:, :, at] = state
    return states


def _pools(states: Any, present: Any, attention: Any) -> tuple[Any, Any, Any]:
    """The state at the skill, the states pooled by attention, and their maximum."""
    import numpy as np

    skill = states[:, :, REACH]
    weight = (states @ attention[:, None])[..., 0] + (states * skill[:, :, None]).sum(-1) / np.sqrt(states.shape[-1])
    weight = np.where(present[None], weight, -1e9)
    weight = np.exp(weight - weight.max(-1, keepdims=True))
    pooled = (states * (weight / weight.sum(-1, keepdims=True))[..., None]).sum(2)
    highest = np.where(present[None, ..., None], states, np.float32(-1e9)).max(2)
    return skill, pooled, highest
