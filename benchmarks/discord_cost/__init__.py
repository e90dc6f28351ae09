"""Costs of an answer on Discord, compared with a trivial bot that sends the same."""
