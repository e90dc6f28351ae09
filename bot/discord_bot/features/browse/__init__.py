"""`/browse`."""
