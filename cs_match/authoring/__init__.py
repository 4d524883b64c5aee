"""For authors of word lists: check them, try them on a sentence, add to them."""
