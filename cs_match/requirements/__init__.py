"""Requirement tables and profiles: what a hiring team asks for, as criteria that can be scored."""

from __future__ import annotations

from cs_match.requirements.profile import load_requirements, load_weights, save_requirements

__all__ = ["load_requirements", "load_weights", "save_requirements"]
