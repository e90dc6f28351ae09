"""`/sources`."""
