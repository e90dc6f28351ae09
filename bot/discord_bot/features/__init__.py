"""The features of the bot on Discord: one folder each, with its command and its page."""
