"""What pages are made of: components, custom ids, Markdown, translation."""
