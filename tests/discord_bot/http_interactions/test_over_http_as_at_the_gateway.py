"""What holds at the gateway holds over HTTP: some tests of commands, completion, buttons, menus, forms and files again.

`MEDLEX_TEST_DOOR=http pytest tests/discord_bot` runs all of them so.
"""

from __future__ import annotations

from discord_bot.features.define.test_completion_labels import *  # noqa: F403
from discord_bot.features.define.test_define import *  # noqa: F403
from discord_bot.features.explain.test_explain import *  # noqa: F403
from discord_bot.features.feedback.test_feedback import *  # noqa: F403
from discord_bot.features.pronounce.test_pronounce import *  # noqa: F403
from discord_bot.features.saved.test_saved import *  # noqa: F403
from discord_bot.features.sharing.test_sharing import *  # noqa: F403
