"""From a typed text to an entry, a choice, suggestions or completions."""
