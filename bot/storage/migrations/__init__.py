"""The migrations to the tables of `bot.storage.schema`, one step for each schema version.

A new step is a module in `versions` with the next number. Steps only go up, and keep what members and admins
wrote. They run in one transaction with the change of the stored version, so an interrupted step changes
nothing.
"""
