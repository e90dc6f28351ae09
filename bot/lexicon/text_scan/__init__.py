"""Medical terms in a message."""
