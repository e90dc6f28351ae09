"""`/pronounce`."""
