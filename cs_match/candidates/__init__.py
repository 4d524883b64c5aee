"""From documents to candidates: facts with the places where they were read, and tags. Door: `candidate.py`."""
