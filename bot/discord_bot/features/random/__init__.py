"""`/random`."""
