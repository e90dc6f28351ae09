"""Dictionaries and the thesaurus of the National Cancer Institute."""
