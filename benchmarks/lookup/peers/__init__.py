"""The contestants: our suggestions, and other methods to find similar names among all those of a lexicon."""
