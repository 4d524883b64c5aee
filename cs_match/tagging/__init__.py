"""Text to tags: terms, entities, cues, levels, strength, derived tags. The door is `tagger`."""
