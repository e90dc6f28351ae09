"""`medlex install`: the sources and files that are requested, and fetching them."""
