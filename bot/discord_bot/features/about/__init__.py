"""`/about`."""
