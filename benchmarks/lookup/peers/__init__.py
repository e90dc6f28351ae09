"""The contestants: our suggestions, and what else finds similar names among all those of a lexicon."""
