"""The built dictionary file: its schema, its reader, and how a typed word finds an entry in it."""
