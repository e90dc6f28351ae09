"""The built dictionary file: its schema, its reader, and the ways from a typed word to an entry."""
