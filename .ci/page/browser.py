"""A browser on the page, and a server that serves it."""

import contextlib
import json
import os
import shutil
import subprocess
import urllib.request

ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE = 60_000
# Nobody answers where the address contains `window.gone`; a request that the browser itself fails would be a complaint.
GONE = """
const reached = window.fetch;
window.fetch = (path, options) => window.gone && String(path).includes(window.gone)
  ? Promise.reject(new TypeError("gone")) : reached(path, options);
"""


@contextlib.contextmanager
def served(target):
    """The address of a running server: the one given, or one that is started here."""
    if target.startswith("http"):
        yield target
        return
    process = subprocess.Popen([target, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=10)


def launch(playwright):
    """The system's Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "there is no Chromium: install the Debian package chromium, or set CHROMIUM"
    # Scrollbars take their room, as on most desktops.
    shown = ["--hide-scrollbars"]
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS, ignore_default_args=shown)


class Site:
    """The page at an address, opened anew for each check; it must log no error and load nothing from elsewhere."""

    def __init__(self, browser, address, program=None):
        self.browser = browser
        self.address = address
        self.program = program
        self.complaints = []

    @contextlib.contextmanager
    def page(self, fragment="", *, size=(1280, 720), dark=False, still=True, init=None, address=None, **options):
        """A page of its own, without anything remembered."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference", **options)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        if init:
            page.add_init_script(init)
        page.goto((address or self.address) + fragment)
        try:
            yield page
        finally:
            context.close()

    def _console(self, message):
        # The browser itself logs each answer that is not 2xx; a mistake in a scenario is answered with 422.
        if message.type in ("error", "warning") and "422" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.address, "data:", "blob:", "file:")):
            self.complaints.append(f"external request: {request.url}")

    def ask(self, path, body=None):
        """What the server answers, without the page."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    @property
    def steps(self):
        """The ids of all steps, by chapter."""
        return [[step["id"] for step in chapter["steps"]] for chapter in self.ask("api/lesson")["chapters"]]


def anchor(step):
    """The selector of a step."""
    return "#step-" + step.replace("/", "-")


def open_step(page, step):
    """Waits for a step's question."""
    place = page.locator(anchor(step))
    place.locator(".predict").wait_for()
    return place


def commit(place, choice, sure="middle"):
    """Locks a choice in (None: not sure), and waits for the answer."""
    place.locator(".choice.unsure" if choice is None else f".choice >> nth={choice}").click()
    place.locator(f".sure input[value={sure}]").check()
    place.get_by_role("button", name="Lock in").click()
    place.locator(".verdict").wait_for()


def until(page, expression):
    """Waits until an expression of the page's is true; the browser's own way needs eval, which the policy forbids."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def laboratory(page):
    """Waits until lanes and figures are shown."""
    page.locator("svg.lanes").first.wait_for()
    page.locator(".outcome:not(.stale) .why").wait_for()
