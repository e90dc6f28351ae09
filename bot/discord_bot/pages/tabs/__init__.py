"""The tabs of an entry's page: each is one module here and one line in registry.py."""
