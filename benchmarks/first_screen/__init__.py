"""Measures how much of a phone's screen the pages of the best known entries take."""
