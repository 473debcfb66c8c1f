"""What a browser sees amiss: errors on the console, breaches of the policy, foreign requests."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

LISTEN = """
window.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
# Chromium's own words for an answer that is an error page; such answers are told apart below.
OF_STATUS = "Failed to load resource: the server responded with a status of "
INSIDE = ("data:", "blob:", "about:")


class Watch:
    """Looks on at every page of a context."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._address = f"{address}/"
        self._seen: list[str] = []
        self.expected: set[int] = set()
        context.add_init_script(LISTEN)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._seen.append(f"exception: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def amiss(self) -> list[str]:
        """What was seen since the last call."""
        found, self._seen = self._seen, []
        return found

    def _console(self, message: ConsoleMessage) -> None:
        told = message.type in ("error", "warning", "assert")
        if told and not message.text.startswith(OF_STATUS):
            self._seen.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._address, *INSIDE)):
            self._seen.append(f"foreign request: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self._seen.append(f"status {response.status}: {response.url}")
