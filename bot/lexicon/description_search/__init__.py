"""Find the entries that fit a description."""
