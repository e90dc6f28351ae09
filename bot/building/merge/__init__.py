"""Turn the concepts of all sources into entries."""
