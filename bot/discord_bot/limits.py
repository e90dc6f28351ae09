"""Every number that Discord sets, with the page of its documentation. No other module of the bot has one."""

from __future__ import annotations

# Components (https://discord.com/developers/docs/components/reference).
MAX_CUSTOM_ID = 100
# Of a whole message: what stands in rows and containers is counted, too.
MAX_COMPONENTS = 40
MAX_BUTTONS_PER_ROW = 5
MAX_BUTTON_LABEL = 80
MAX_BUTTON_URL = 512
MAX_SELECT_OPTIONS = 25
# Of the label of an option of a menu, its value, and its description, each.
MAX_SELECT_OPTION_TEXT = 100
MAX_PLACEHOLDER = 150
# Of a field of text in a form.
MAX_FIELD_TEXT = 4_000
# Of the text that stands for a picture in a media gallery.
MAX_PICTURE_DESCRIPTION = 1_024
# All text displays of a message together.
MAX_PAGE_TEXT = 4_000

# Of a message (https://discord.com/developers/docs/resources/message#create-message-jsonform-params). What one may
# weigh comes with each interaction.
MAX_FILES = 10

# Options of commands, and what is offered for them while somebody types
# (https://discord.com/developers/docs/interactions/application-commands#application-command-object). Values
# are in characters.
MAX_OPTION_LENGTH = 100
MAX_COMPLETIONS = 25

# The longest message that anybody can have written, in characters: that of people who pay; others have half
# (https://support.discord.com/hc/en-us/articles/115000435108).
MAX_MESSAGE_LENGTH = 4_000

# So long Discord waits for the answer to an interaction
# (https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction).
SECONDS_TO_ANSWER = 3.0

# In a bucket of shards, only one may sign in within this time
# (https://discord.com/developers/docs/events/gateway#rate-limiting).
SECONDS_BETWEEN_IDENTIFIES = 5.0

# Codes of errors (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json): the interaction
# is no longer there; another program with the same token has answered it.
ERROR_UNKNOWN_INTERACTION = 10_062
ERROR_ALREADY_ANSWERED = 40_060
# There is no such server any more; the bot is not in it.
ERROR_UNKNOWN_GUILD = 10_004
ERROR_MISSING_ACCESS = 50_001
# Codes with which the gateway closes a connection for good
# (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
CLOSE_AUTHENTICATION_FAILED = 4_004
CLOSE_INVALID_SHARD = 4_010
CLOSE_SHARDING_REQUIRED = 4_011
CLOSE_INVALID_VERSION = 4_012
CLOSE_INVALID_INTENTS = 4_013
CLOSE_DISALLOWED_INTENTS = 4_014
FATAL_CLOSE_CODES = frozenset(
    {
        CLOSE_AUTHENTICATION_FAILED,
        CLOSE_INVALID_SHARD,
        CLOSE_SHARDING_REQUIRED,
        CLOSE_INVALID_VERSION,
        CLOSE_INVALID_INTENTS,
        CLOSE_DISALLOWED_INTENTS,
    }
)
