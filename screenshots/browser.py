"""A headless Chromium, controlled through the Chrome DevTools protocol
(https://chromedevtools.github.io/devtools-protocol/).
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LISTENING = "DevTools listening on "
SECONDS_TO_START = 60
SECONDS_TO_SHOW = 30
SECONDS_BETWEEN_LOOKS = 0.05
# Tall enough for the longest page that Discord takes, at 400 pixels wide.
HEIGHT = 6000


class BrowserError(Exception):
    """No Chromium, or one that does not do what it is told."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Tab:
    """One page of the browser, and the socket over which it is told what to do, one thing after another."""

    socket: aiohttp.ClientWebSocketResponse
    session: str = ""
    asked: int = 0

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a method of the protocol. Raises BrowserError when the browser refuses or is gone."""
        self.asked += 1
        of_tab = {"sessionId": self.session} if self.session else {}
        await self.socket.send_json({"id": self.asked, "method": method, "params": params} | of_tab)
        while True:
            answer = await self.socket.receive_json()
            if answer.get("id") == self.asked:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    async def evaluate(self, script: str) -> Any:
        """Return the result of a script in the page. Raises BrowserError when it fails."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise BrowserError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until the result of a script is true. Raises BrowserError after half a minute."""
        for _ in range(round(SECONDS_TO_SHOW / SECONDS_BETWEEN_LOOKS)):
            if await self.evaluate(f"Boolean({condition})"):
                return
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        raise BrowserError(f"the page never came to {condition}")

    async def resize(self, width: int) -> None:
        """Make the page so many CSS pixels wide."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=HEIGHT, deviceScaleFactor=1, mobile=False
        )

    async def style(self, rules: str) -> None:
        """Add CSS rules to the page, which win over its own."""
        added = f"Object.assign(document.createElement('style'), {{textContent: {json.dumps(rules)}}})"
        await self.evaluate(f"document.head.append({added})")

    async def press(self, label: str) -> None:
        """Press the last button of the page that says this. Raises BrowserError when there is none."""
        await self.evaluate(
            "[...document.querySelectorAll('button')]"
            f".filter(b => b.textContent.includes({json.dumps(label)})).at(-1).click()"
        )

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        await self.call("Input.insertText", text=text)

    async def key(self, name: str) -> None:
        """Press a key and release it."""
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name)

    async def settle(self) -> None:
        """Wait until what the page has to draw is drawn."""
        await self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    async def bounds(self, selector: str) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom edge of all that matches a selector, in CSS pixels.

        Raises BrowserError when nothing matches.
        """
        left, top, right, bottom = await self.evaluate(
            f"""(() => {{
                const found = [...document.querySelectorAll({json.dumps(selector)})];
                const boxes = found.map(e => e.getBoundingClientRect());
                return [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top)),
                        Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))];
            }})()"""
        )
        return left, top, right, bottom

    async def picture(self, box: Box) -> bytes:
        """A part of the page as PNG."""
        clip = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "scale": 1}
        answer = await self.call("Page.captureScreenshot", format="png", clip=clip)
        return base64.b64decode(answer["data"])


@asynccontextmanager
async def opened(address: str, width: int) -> AsyncIterator[Tab]:
    """A browser with one tab, so wide and at this address; both are gone afterwards. Raises BrowserError."""
    with tempfile.TemporaryDirectory() as profile:
        browser = await _started(profile)
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.ws_connect(await _socket(browser), max_msg_size=0) as socket,
            ):
                yield await _tab(Tab(socket), address, width)
        finally:
            browser.terminate()
            await browser.communicate()


async def _started(profile: str) -> asyncio.subprocess.Process:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise BrowserError(f"None of {', '.join(PROGRAMS)} is installed.")
    # Chromium refuses its sandbox to root; it opens nothing but the preview on this machine.
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return await asyncio.create_subprocess_exec(
        program,
        "--headless=new",
        "--remote-debugging-port=0",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
        *options,
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )


async def _socket(browser: asyncio.subprocess.Process) -> str:
    """Where the browser listens, which is among the first things that it prints."""
    assert browser.stderr is not None
    async with asyncio.timeout(SECONDS_TO_START):
        async for line in browser.stderr:
            if line.decode().startswith(LISTENING):
                return line.decode().removeprefix(LISTENING).strip()
    raise BrowserError("Chromium ended before it listened.")


async def _tab(tab: Tab, address: str, width: int) -> Tab:
    target = await tab.call("Target.createTarget", url="about:blank")
    attached = await tab.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
    tab.session = attached["sessionId"]
    await tab.resize(width)
    await tab.call("Emulation.setFocusEmulationEnabled", enabled=True)
    await tab.call("Page.setBypassCSP", enabled=True)  # for style rules of ours
    await tab.call("Page.navigate", url=address)
    return tab
