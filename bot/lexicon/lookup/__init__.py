"""From what someone typed to an entry, a choice, suggestions or completions."""
