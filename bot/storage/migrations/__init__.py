"""How a database comes to have the tables of `bot.storage.schema`, one step for each schema version.

A new step is a module in `versions`, named and numbered after the last. Steps only go up, and each keeps what members and
admins wrote. They run in one transaction with the note of the version, so a step that is cut off has not happened.
"""
