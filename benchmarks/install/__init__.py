"""Costs of installing and building, compared with their floors: the least that each step could cost."""
