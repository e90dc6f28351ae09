"""Choose the headword of an entry, and decide how its names are written."""
