"""Numbers that Discord sets, each with the page that says so."""

from __future__ import annotations

# The longest value of an option or choice of a command, in characters
# (https://discord.com/developers/docs/interactions/application-commands#application-command-object).
MAX_OPTION_LENGTH = 100
# Choices that autocomplete shows (the same page).
MAX_COMPLETIONS = 25
# Options of a select menu (https://discord.com/developers/docs/components/reference#string-select).
MAX_SELECT_OPTIONS = 25
# The longest message, in characters: that of people who pay; others have half
# (https://support.discord.com/hc/en-us/articles/115000435108).
MAX_MESSAGE_LENGTH = 4_000
