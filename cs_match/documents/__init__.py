"""Files to text that remembers where each character stood. The door is `cs_match.documents.reading`."""
