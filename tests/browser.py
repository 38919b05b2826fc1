"""Headless Chromium, driven through a pair of pipes: no driver, no further package.

Tests, `bench/page.py` and the screenshots drive the page with it.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    *("--disable-component-update", "--disable-sync", "--remote-debugging-pipe", "--lang=vi"),
)
SECONDS = 20.0
CODES = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40}


class Browser:
    """One tab."""

    def __init__(self, profile: Path | str) -> None:
        to_browser, from_us = os.pipe()
        self._in, from_browser = os.pipe()

        def give_pipes() -> None:
            # Chromium reads commands from descriptor 3 and writes answers to 4.
            reader, writer = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reader, 3)
            os.dup2(writer, 4)

        self._process = subprocess.Popen(
            [CHROMIUM or "chromium", *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=give_pipes,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._out, self._buffer, self._last = from_us, b"", 0
        self._session: str | None = None
        self.dialogs = 0
        self.asked: list[str] = []
        """Every address that was asked for."""
        self.complaints: list[str] = []
        """What the browser complained of: scripts that failed, things that the policy forbids."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Network", "Log", "Runtime"):
            self.send(f"{part}.enable")

    def send(self, method: str, **parameters: Any) -> Any:
        """The result of one command of the DevTools protocol."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + SECONDS
        while True:
            answer = self._receive(deadline)
            self._note(answer)
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                return answer["result"]

    def _note(self, event: Any) -> None:
        told = event.get("params", {})
        match event.get("method"):
            case "Page.javascriptDialogOpening":
                self.dialogs += 1
            case "Network.requestWillBeSent":
                self.asked.append(told["request"]["url"])
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(told["exceptionDetails"], ensure_ascii=False)[:500])

    def _receive(self, deadline: float) -> Any:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            self._buffer += os.read(self._in, 1 << 16)
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def run(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise, what it gives."""
        told = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    def until(self, expression: str, seconds: float = SECONDS) -> None:
        """Wait until an expression in the page is true."""
        deadline = time.monotonic() + seconds
        while not self.run(f"!!({expression})"):
            assert time.monotonic() < deadline, expression
            time.sleep(0.05)

    def open(self, address: str) -> None:
        """Go to an address and wait until it is there."""
        self.run("window.left = true")
        self.send("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def size(self, width: int, height: int) -> None:
        """Make the window so many CSS pixels large."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def press(self, key: str, text: str = "", shift: bool = False) -> None:
        """Press and release a key."""
        named = {"key": key, "windowsVirtualKeyCode": CODES.get(key, 0), "text": text, "modifiers": 8 * shift}
        self.send("Input.dispatchKeyEvent", type="keyDown", **named)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    def type(self, words: str) -> None:
        """Put words where the focus is, as an input method does."""
        self.send("Input.insertText", text=words)

    def tab_to(self, selector: str, most: int = 80) -> None:
        """Go with the Tab key to an element; AssertionError where it is not reached or its focus is not seen."""
        for _ in range(most):
            self.press("Tab")
            if self.run(f"document.activeElement.matches({json.dumps(selector)})"):
                seen = "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
                assert self.run(seen), f"the focus on {selector} is not seen"
                return
        raise AssertionError(f"the Tab key does not reach {selector}")

    def choose_files(self, selector: str, *files: Path) -> None:
        """Choose files in an input, as the system's dialogue does."""
        found = self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        told = self.send("DOM.describeNode", objectId=found["result"]["objectId"])
        self.send(
            "DOM.setFileInputFiles",
            files=[str(f) for f in files],
            backendNodeId=told["node"]["backendNodeId"],
        )

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        """End this browser."""
        with contextlib.suppress(OSError):
            os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait(30)
