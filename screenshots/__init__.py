"""Pictures of every kind of page, for the documentation and for whoever changes how pages look: docs/screenshots.md."""
