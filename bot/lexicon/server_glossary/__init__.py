"""A server's own glossary, laid over the lexicon in that server."""
