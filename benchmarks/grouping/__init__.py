"""Quality of grouping: records that mean the same share a page, and only those."""
