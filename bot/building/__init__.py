"""Concepts of all installed sources become entries, and entries become the lexicon file."""
