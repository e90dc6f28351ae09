"""Used by commands and components while they run: context, replies, errors, deadlines, rate limits."""
