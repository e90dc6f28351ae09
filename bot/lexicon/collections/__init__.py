"""Entries beyond a single look-up: A to Z, random ones, quizzes, comparisons."""
