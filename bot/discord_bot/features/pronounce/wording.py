"""What stands beside the pronunciation of a word."""

from __future__ import annotations

from bot.discord_bot.ui.translation import _


def respelling(respelt: str) -> str:
    """A respelling for readers who know no phonetic alphabet, as sources write it."""
    return _("Say: {respelling}").format(respelling=respelt)


def published_ipa(ipa: str) -> str:
    """A source's IPA."""
    return _("IPA, as published: {ipa}").format(ipa=ipa)


def synthesised_ipa(ipa: str) -> str:
    """IPA that a program has worked out."""
    return _("IPA, worked out by a program (eSpeak NG), may be wrong: {ipa}").format(ipa=ipa)


def recording() -> str:
    """The words that link to the publisher's recording."""
    return _("🔊 Listen to the publisher's recording")


def synthesised_speech() -> str:
    """What is said of an attached sound file."""
    return _("The attached sound is synthesised speech (eSpeak NG), no person's. It may be wrong.")


def not_spoken() -> str:
    """What is said where there is neither a recording nor speech."""
    return _("There is no recording of this word.")


def not_respelt() -> str:
    """What is said where no source says how the word is pronounced."""
    return _("No installed source says how this word is pronounced.")
