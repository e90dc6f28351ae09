"""The glossaries of servers in the database: terms, history, proposals and imports."""
