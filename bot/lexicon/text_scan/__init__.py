"""Find medical terms in a message."""
