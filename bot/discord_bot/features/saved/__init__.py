"""`/saved`."""
