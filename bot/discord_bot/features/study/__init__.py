"""`/study`."""
