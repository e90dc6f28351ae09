"""`/define`."""
