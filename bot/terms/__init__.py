"""Names: how they are written, spelled and compared."""
