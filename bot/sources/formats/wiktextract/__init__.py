"""Extracts of Wiktionary by wiktextract."""
