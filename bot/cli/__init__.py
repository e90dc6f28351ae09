"""The `medlex` program."""
