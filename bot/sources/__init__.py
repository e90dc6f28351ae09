"""A publisher's file becomes concepts: one module for each format, the catalogue, and what is installed."""
