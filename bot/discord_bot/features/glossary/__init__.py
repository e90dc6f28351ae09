"""`/glossary`: a server's own terms."""
