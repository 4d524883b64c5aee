"""Training of the recurrent half of the denial model; ``training/denial_model.py`` calls it. Needs jax and optax."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from cs_match.tagging.denial_features import REACH
from cs_match.tagging.denial_network import BUCKETS, CATEGORY_NAMES
from cs_match.tagging.speech import KINDS

EMBEDDING, STATE, HIDDEN, CATEGORY = 40, 48, 64, 12
DROPOUT, BATCH, EPOCHS, RATE = 0.35, 64, 12, 2e-3
Weights = dict[str, Any]


def train(pieces: Any, kinds: Any, about: Any, denied: Any, weight: Any, *, copies: int = 2) -> Weights:
    """Weights of `copies` networks, each array with the copies along its first axis.

    Args:
        about: per place the category's number, whether a cue denies, and whether the place is of a resume.
        weight: what an example counts in the loss.
    """
    trained = [_train_one((pieces, kinds, about, denied, weight), seed) for seed in range(copies)]
    return {name: np.stack([np.asarray(one[name]) for one in trained]) for name in trained[0]}


def _train_one(data: tuple[Any, ...], seed: int) -> Weights:
    size = len(data[0])
    schedule = optax.cosine_decay_schedule(RATE, EPOCHS * size // BATCH)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
    weights = _first_weights(jax.random.PRNGKey(seed))
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, batch: tuple[Any, ...], key: Any) -> tuple[Weights, Any]:
        gradients = jax.grad(_loss)(weights, batch, key)
        updates, state = optimiser.update(gradients, state, weights)
        return optax.apply_updates(weights, updates), state

    order, key = np.random.default_rng(seed), jax.random.PRNGKey(seed + 1)
    for _ in range(EPOCHS):
        places = order.permutation(size)
        for start in range(0, size - BATCH + 1, BATCH):
            key, own = jax.random.split(key)
            batch = tuple(values[places[start : start + BATCH]] for values in data)
            weights, state = step(weights, state, batch, own)
    return weights


def _first_weights(key: Any) -> Weights:
    keys = iter(jax.random.split(key, 12))

    def small(*shape: int) -> Any:
        return jax.random.normal(next(keys), shape) * 0.1

    def scaled(rows: int, columns: int) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) / np.sqrt(rows)

    return {
        "emb": small(BUCKETS + 1, EMBEDDING), "cat": small(len(CATEGORY_NAMES), CATEGORY),
        "f_W": scaled(EMBEDDING, 3 * STATE), "f_U": scaled(STATE, 3 * STATE), "f_b": jnp.zeros(3 * STATE),
        "b_W": scaled(EMBEDDING, 3 * STATE), "b_U": scaled(STATE, 3 * STATE), "b_b": jnp.zeros(3 * STATE),
        "att": scaled(2 * STATE, 1), "pos": small(2 * REACH + 1, EMBEDDING), "kem": small(len(KINDS) + 1, EMBEDDING),
        "W1": scaled(6 * STATE + CATEGORY + 2, HIDDEN), "b1": jnp.zeros(HIDDEN),
        "W2": scaled(HIDDEN, 1), "b2": jnp.zeros(1),
    }  # fmt: skip


def _loss(weights: Weights, batch: tuple[Any, ...], key: Any) -> Any:
    pieces, kinds, about, denied, weight = batch
    odds = forward(weights, pieces, kinds, about, key)
    return (optax.sigmoid_binary_cross_entropy(odds, denied) * weight).mean()


def forward(weights: Weights, pieces: Any, kinds: Any, about: Any, key: Any = None) -> Any:
    """Log-odds of denial for a batch; with a key, parts of the inputs are dropped as in training."""
    keys = jax.random.split(key, 3) if key is not None else None
    known, told, present = pieces != BUCKETS, kinds != len(KINDS), pieces[:, :, 0] != BUCKETS
    words = (weights["emb"][pieces] * known[..., None]).sum(2) / jnp.sqrt(jnp.maximum(known.sum(2), 1))[..., None]
    inputs = words + (weights["kem"][kinds] * told[..., None]).sum(2) + weights["pos"][None] * 0.5
    if keys is not None:
        kept = jax.random.bernoulli(keys[0], 1 - DROPOUT, (*inputs.shape[:2], 1))
        inputs = inputs * kept / (1 - DROPOUT * 0.5)
    ahead = _states(inputs, present, weights["f_W"], weights["f_U"], weights["f_b"])
    back = _states(inputs[:, ::-1], present[:, ::-1], weights["b_W"], weights["b_U"], weights["b_b"])[:, ::-1]
    states = jnp.concatenate([ahead, back], -1)
    skill = states[:, REACH]
    weight = (states @ weights["att"])[..., 0] + (states * skill[:, None]).sum(-1) / np.sqrt(2 * STATE)
    pooled = (states * jax.nn.softmax(jnp.where(present, weight, -1e9), -1)[..., None]).sum(1)
    highest = jnp.where(present[..., None], states, -1e9).max(1)
    seen = jnp.concatenate([skill, pooled, highest, weights["cat"][about[:, 0]], about[:, 1:]], -1)
    if keys is not None:
        seen = seen * jax.random.bernoulli(keys[1], 1 - DROPOUT, seen.shape) / (1 - DROPOUT)
    hidden = jax.nn.relu(seen @ weights["W1"] + weights["b1"])
    if keys is not None:
        hidden = hidden * jax.random.bernoulli(keys[2], 1 - DROPOUT, hidden.shape) / (1 - DROPOUT)
    return (hidden @ weights["W2"] + weights["b2"])[:, 0]


def _states(inputs: Any, present: Any, weights: Any, recurrent: Any, bias: Any) -> Any:
    def step(state: Any, at: tuple[Any, Any]) -> tuple[Any, Any]:
        token, stands = at
        own, fed = token @ weights + bias, state @ recurrent
        reset = jax.nn.sigmoid(own[:, :STATE] + fed[:, :STATE])
        keep = jax.nn.sigmoid(own[:, STATE : 2 * STATE] + fed[:, STATE : 2 * STATE])
        new = jnp.tanh(own[:, 2 * STATE :] + reset * fed[:, 2 * STATE :])
        state = jnp.where(stands[:, None], (1 - keep) * new + keep * state, state)
        return state, state

    first = jnp.zeros((inputs.shape[0], STATE))
    _, states = jax.lax.scan(step, first, (inputs.swapaxes(0, 1), present.swapaxes(0, 1)))
    return states.swapaxes(0, 1)
