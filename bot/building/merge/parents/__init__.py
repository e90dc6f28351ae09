"""Evaluate what sources say about the parents of their records: what is a kind of what, and what a part."""
