"""The command "Explain medical terms" on a message."""
