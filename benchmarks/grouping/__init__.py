"""How well records that mean the same share a page, and only those."""
