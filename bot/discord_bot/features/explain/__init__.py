"""`/explain`."""
