"""What a server's own glossary costs."""
