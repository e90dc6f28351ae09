"""Speech and IPA by eSpeak NG on this machine, if the extra `speech` is installed.

The functions and numbers are those of `speak_lib.h` (https://github.com/espeak-ng/espeak-ng/blob/1.52.0/src/include/
espeak-ng/speak_lib.h). The library keeps its state in globals, so only one thread calls it.
"""

from __future__ import annotations

import asyncio
import ctypes
import io
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from bot.errors import DataError

# ISO 639-1 code of a language, and eSpeak NG's voice for it.
VOICES = {"en": "en-us", "es": "es-419"}
MAX_TEXT = 100  # characters
# Of speech. A hundred digits take a minute.
MAX_SECONDS = 30
# Requests that wait. One takes some milliseconds, so more than this is a flood.
MAX_WAITING = 16

SYNCHRONOUS = 0x02
DONT_EXIT = 0x8000
UTF_8 = 1
CHARACTERS = 1
IPA = 0x02
PHONEMES = 0x100
SAMPLE_BYTES = 2
SoundCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Speech:
    """Words in the International Phonetic Alphabet, and as sound: a WAV file of one channel with 16-bit samples."""

    ipa: str
    wav: bytes


class Speaker:
    """Makes speech in a thread of its own, one request after the other."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speech")
        self._waiting = 0

    @property
    def is_busy(self) -> bool:
        """Return True if so many requests wait that another gets no speech."""
        return self._waiting >= MAX_WAITING

    async def speak(self, words: str, language: str, phonemes: str | None = None) -> Speech | None:
        """The speech of words in a language (an ISO 639-1 code): as the library reads their letters, or of these
        phonemes (bot.discord_bot.features.pronounce.phonemes).

        None if the extra is not installed, the language has no voice, the text or its speech is too long, or too many
        requests wait. Raises DataError if the library cannot be used.
        """
        voice = VOICES.get(language)
        if voice is None or not is_installed() or len(words) > MAX_TEXT or self.is_busy:
            return None
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, _speak, words, voice, phonemes)
        finally:
            self._waiting -= 1


def is_installed() -> bool:
    """Return True if the extra `speech` is installed."""
    return find_spec("espeakng_loader") is not None


def _speak(words: str, voice: str, phonemes: str | None) -> Speech | None:
    engine = _engine()
    engine.choose(voice)
    wav = engine.wav(f"[[{phonemes}]]", UTF_8 | PHONEMES) if phonemes else engine.wav(words)
    return Speech(engine.ipa(words), wav) if wav else None


class _Engine:
    """The library, set up to return sound instead of playing it."""

    def __init__(self, library: Any, data: str) -> None:
        self._library = library
        self._sound = bytearray()
        self._callback = SoundCallback(self._add)  # must not be collected as garbage: the library calls it
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._rate: int = library.espeak_Initialize(SYNCHRONOUS, 0, data.encode(), DONT_EXIT)
        if self._rate <= 0:
            raise _unusable(f"it reports {self._rate}")
        library.espeak_SetSynthCallback(self._callback)

    def choose(self, voice: str) -> None:
        """Use a voice from now on. Raises DataError if the library does not have it."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise _unusable(f"it has no voice {voice}")

    def ipa(self, words: str) -> str:
        """Words in the International Phonetic Alphabet. The library returns one clause at a time."""
        text = ctypes.create_string_buffer(words.encode())
        rest = ctypes.c_void_p(ctypes.addressof(text))
        clauses = []
        while rest.value:
            clauses.append(self._library.espeak_TextToPhonemes(ctypes.byref(rest), UTF_8, IPA).decode())
        return " ".join(" ".join(clauses).split())

    def wav(self, words: str, flags: int = UTF_8) -> bytes | None:
        """The bytes of a WAV file with the words; None if it would have more than MAX_SECONDS."""
        self._sound.clear()
        text = words.encode()
        self._library.espeak_Synth(text, len(text) + 1, 0, CHARACTERS, 0, flags, None, None)
        return None if self._is_too_long() else self._file()

    def _file(self) -> bytes:
        file = io.BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(SAMPLE_BYTES)
            written.setframerate(self._rate)
            written.writeframes(bytes(self._sound))
        return file.getvalue()

    def _add(self, samples: Any, count: int, _: Any) -> int:
        """Add samples to the sound. Returns 0 to let the library go on, 1 to stop it."""
        if samples and count > 0:
            self._sound.extend(ctypes.string_at(samples, count * SAMPLE_BYTES))
        return int(self._is_too_long())

    def _is_too_long(self) -> bool:
        return len(self._sound) > MAX_SECONDS * self._rate * SAMPLE_BYTES


@cache
def _engine() -> _Engine:
    import espeakng_loader

    try:
        return _Engine(ctypes.CDLL(espeakng_loader.get_library_path()), espeakng_loader.get_data_path())
    except (OSError, RuntimeError) as error:
        raise _unusable(str(error)) from error


def _unusable(reason: str) -> DataError:
    return DataError(
        f"The speech library eSpeak NG cannot be used: {reason}.",
        'Install it again with `pip install --force-reinstall "medlex[speech]"`, or remove it: '
        "`pip uninstall espeakng-loader`.",
    )
