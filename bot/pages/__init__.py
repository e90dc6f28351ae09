"""Entries become what Discord shows: all layout and wording."""
