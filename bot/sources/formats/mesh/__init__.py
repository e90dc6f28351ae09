"""NLM's Medical Subject Headings."""
