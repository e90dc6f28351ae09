"""Answers and reports as text for a terminal, or as JSON for other programs (docs/json.md)."""
