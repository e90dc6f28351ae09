"""Proposals in the channel of a server's team, and the decisions, told to whoever proposed."""
