"""Fifty thousand servers simulated on this machine: what several processes answer while one is killed and one is stopped."""
