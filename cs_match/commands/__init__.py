"""Commands that need more than a few lines; `cs_match.cli` puts them together."""
