"""Entries become the lexicon file."""
