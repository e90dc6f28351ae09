"""`medlex install`: which sources are meant, and fetching them."""
