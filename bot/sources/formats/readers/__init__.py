"""Readers that several formats share: XML, HTML, JSON, TOML, and tables of NLM."""
