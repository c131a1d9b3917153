"""For everybody: keyboard, focus, live regions, axe, narrow and dark pages."""

from axe_playwright_python.sync_playwright import Axe

from browser import anchor, commit, laboratory, open_step, until

LABORATORY = (
    "#v=1&view=laboratory&scenario=scenarios/lesson/6-inside.yaml&variant=GPU%20ahead"
    "&guess=4&vary=prefetch.buffer%3D0..16:log2")
VIEWS = {
    "light": {}, "dark": {"dark": True}, "phone": {"size": (360, 740)},
    "zoomed": {"size": (640, 360), "device_scale_factor": 2},
}


def keyboard(site):
    """The whole first chapter with nothing but keys."""
    with site.page() as page:
        open_step(page, "1")
        for step in site.steps[0]:
            inside = f"document.activeElement.closest('{anchor(step)}')"
            _tab(page, f"document.activeElement.type === 'radio' && {inside}")
            page.keyboard.press("ArrowDown")
            _tab(page, f"document.activeElement.textContent === 'Lock in' && {inside}")
            page.keyboard.press("Enter")
            page.locator(f"{anchor(step)} .verdict").wait_for()
            assert page.evaluate(f"document.activeElement.matches('{anchor(step)} .answer')"), f"{step}: focus is lost"
            _tab(page, f"document.activeElement.textContent === 'Next' && {inside}")
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.end')")
        assert "less sure" in page.locator(".calibration").inner_text()


def _tab(page, condition, most=60):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean({condition})"):
            return
    raise AssertionError(f"not reached with Tab: {condition}")


def focus(site):
    """Tab goes from top to bottom and left to right as the page reads; what has the focus shows a ring of 3 px."""
    with site.page("#v=1&view=1") as page:
        open_step(page, "1")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        assert page.evaluate("[...document.querySelectorAll('[tabindex]')].every(one => one.tabIndex <= 0)")
        order = []
        for _ in range(26):
            page.keyboard.press("Tab")
            order.append(page.evaluate("""(() => {
              const all = [...document.querySelectorAll('*')];
              const ring = getComputedStyle(document.activeElement);
              return [all.indexOf(document.activeElement), ring.outlineStyle, ring.outlineWidth];
            })()"""))
        assert [place for place, *_ in order] == sorted(place for place, *_ in order), order
        assert all(ring == ["solid", "3px"] for _, *ring in order), order


def arrivals(site):
    """“To the content” and the links of the head take the focus to what is read, and do not lead away from it."""
    with site.page("#v=1&view=myths/4") as page:
        open_step(page, "myths/4")
        page.wait_for_timeout(500)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("view=myths/4"), page.url
        assert page.evaluate("document.activeElement.closest('#step-myths-4 h2') !== null")
        page.get_by_role("link", name="Pitfalls", exact=True).press("Enter")
        open_step(page, "pitfalls/1")
        until(page, "document.activeElement.matches('h1')")
        # Scrolling arrives at a step, and writes the address, before the link is followed.
        page.evaluate("location.hash = 'v=1&view=myths/4'; history.replaceState(null, '', '#v=1&view=pitfalls/1')")
        open_step(page, "myths/4")
        page.get_by_role("link", name="Laboratory", exact=True).press("Enter")
        laboratory(page)
        until(page, "document.activeElement.matches('h1')")
        page.locator("a.skip").press("Enter")
        assert "view=laboratory" in page.url and page.evaluate("document.activeElement.matches('h1')")


def leaps(site):
    """One key leaps over a picture or over the controls; a curve that is asked for takes the focus."""
    with site.page("#v=1&view=1") as page:
        place = open_step(page, "1")
        commit(place, 0)
        place.get_by_role("button", name="Past the picture").press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.trial') !== null")
    with site.page(LABORATORY) as page:
        laboratory(page)
        page.locator("svg.curve .knee text").wait_for()
        page.get_by_role("button", name="Past the controls").press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[aria-label=Curve]') !== null")
        page.get_by_role("spinbutton", name="Your guess").press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Curve"
        assert page.locator(".sweep").evaluate("one => one.getBoundingClientRect().bottom > 0")


def status(site):
    """What is revealed is told to those who do not see it: in a region that was there before."""
    with site.page("#v=1&view=1") as page:
        place = open_step(page, "1")
        region = place.locator(".answer [role=status]")
        assert region.inner_text() == ""
        page.evaluate("window.region = document.querySelector('#step-1 .answer [role=status]')")
        place.locator(".choice >> nth=0").click()
        place.get_by_role("button", name="Lock in").click()
        place.locator(".verdict").wait_for()
        assert page.evaluate("window.region.isConnected && window.region.textContent.includes('The answer is')")
        label = place.locator("svg.lanes").first.get_attribute("aria-label")
        assert "GPU: busy" in label, label


def axe(site):
    """No finding of axe-core in any view: light, dark, phone, zoomed to 200 %; nothing sticks out at the side."""
    for name, options in VIEWS.items():
        for chapter in site.steps:
            with site.page(f"#v=1&view={chapter[0]}", **options) as page:
                for step in chapter:
                    open_step(page, step)
                _inspect(page, f"{chapter[0]}, asked, {name}")
            if name in ("light", "phone"):
                _axe_answers(site, chapter, name, options)
        with site.page(LABORATORY, **options) as page:
            laboratory(page)
            page.locator("svg.curve .knee text").wait_for()
            page.get_by_text("More controls").click()
            page.get_by_text("Spans as a table").click()
            _inspect(page, f"laboratory, {name}")


def _axe_answers(site, chapter, name, options):
    with site.page(f"#v=1&show=answers&view={chapter[0]}", **options) as page:
        for step in chapter:
            open_step(page, step)
            page.evaluate("selector => document.querySelector(selector).scrollIntoView()", anchor(step))
            page.locator(f"{anchor(step)} .verdict").wait_for()
        _inspect(page, f"{chapter[0]}, answered, {name}")


def _inspect(page, view):
    found = Axe().run(page)
    assert found.violations_count == 0, f"{view}: {found.generate_report()}"
    wide, room = page.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]")
    assert wide <= room, f"{view}: {wide} pixels in a page of {room}"


def printed(site):
    """On paper there is nothing to press."""
    with site.page("#v=1&view=1") as page:
        open_step(page, "1")
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert not page.get_by_role("button", name="Lock in").first.is_visible()
