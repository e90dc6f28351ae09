"""`/journals`."""
