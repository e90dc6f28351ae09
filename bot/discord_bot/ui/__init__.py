"""The building blocks of pages: pages as data and their renderer, custom_ids, Markdown, translation."""
