"""Ontologies in the OBO format."""
