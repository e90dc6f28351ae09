"""Rates of errors in joined entries, found by a person who reads a sample of them."""
