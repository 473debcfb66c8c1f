"""Asks a Chromium of this machine to run something, and prints what its console said, as JSON.

A program of its own: Playwright's loop and Django's database calls do not share a thread.

    python -m tests.npt_tracker.in_chromium ADDRESS < script.js
"""

import json
import os
import shutil
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WAIT_MILLISECONDS = 20_000


def find() -> str:
    """The path of a Chromium; empty if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def main(address: str, script: str) -> dict[str, list[str]]:
    """Open the address, run the script in the page, and tell what was said and asked for."""
    told: dict[str, list[str]] = {"log": [], "wrong": [], "asked": []}
    bare = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=[*ARGUMENTS, *bare])
        page = browser.new_page()
        page.set_default_timeout(WAIT_MILLISECONDS)
        page.on(
            "console",
            lambda said: told["log" if said.type == "log" else "wrong"].append(said.text),
        )
        page.on("pageerror", lambda error: told["wrong"].append(str(error)))
        page.on("request", lambda request: told["asked"].append(request.url))
        # Asked for by the browser, not by the page.
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(address)
        page.evaluate(f"async () => {{ {script} }}")
        browser.close()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.stdin.read())))
