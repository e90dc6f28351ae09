"""The lexicon file: its schema, its reader, and the index over its names."""
