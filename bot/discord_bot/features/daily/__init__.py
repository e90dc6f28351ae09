"""`/daily`."""
