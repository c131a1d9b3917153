"""Playback: the clock, the flow of elements, and spans by pointer and keys."""

from browser import commit, laboratory, open_step

PLACE = "#v=1&view=laboratory&scenario=scenarios/lesson/6-inside.yaml&variant=GPU%20ahead"


def plays(site):
    """Play moves the clock and the elements, pause stops them, the scrubber sets them."""
    with site.page(PLACE, still=False) as page:
        laboratory(page)
        assert not page.locator("svg.flow").first.is_visible()
        page.get_by_label("Speed").select_option("5")
        page.get_by_role("button", name="Play").click()
        page.locator(".traveller").first.wait_for()
        page.wait_for_timeout(800)
        page.get_by_role("button", name="Pause").click()
        stopped = page.locator(".clock").inner_text()
        assert stopped != "0.000 s"
        page.wait_for_timeout(300)
        assert page.locator(".clock").inner_text() == stopped
        page.get_by_label("Time shown").fill("5000")
        assert page.locator(".playhead").get_attribute("visibility") == "visible"
        assert page.locator(".clock").inner_text() != stopped


def steps(site):
    """Arrow keys on the time slider go from event to event, each of which is one of the lanes'."""
    with site.page(PLACE) as page:
        laboratory(page)
        assert page.get_by_role("button", name="Play").count() == 0, "motion, though the reader asked for none"
        asked = {"name": "scenarios/lesson/6-inside.yaml", "variants": ["GPU ahead"]}
        figure = site.ask("api/timeline", asked)["figures"][0]
        events = sorted({time for lane in figure["lanes"] for span in lane["spans"] for time in span[:2]})
        slider = page.get_by_label("Time shown")
        for _ in range(3):
            slider.press("ArrowRight")
        expected = [time for time in events if time > figure["from"]][2] / 1e9
        shown = page.locator(".clock").inner_text()
        assert shown == f"{expected:.3f} s", (shown, expected)
        slider.press("ArrowLeft")
        assert page.locator(".traveller").count() == 0


def spans(site):
    """Arrow keys walk along a lane and between lanes; the pointer shows a span's card."""
    with site.page("#v=1&view=1") as page:
        place = open_step(page, "1")
        commit(place, 1)
        frame = place.locator(".frame").first
        frame.focus()
        said = []
        for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "End"):
            page.keyboard.press(key)
            said.append(place.locator(".player [role=status]").inner_text())
        assert said[0].startswith("disk: source") and said[0] != said[1] and said[2].startswith("worker"), said
        assert said[3].startswith("GPU: step") and said[4].startswith("GPU: step"), said
        assert place.locator(".mark").first.get_attribute("visibility") == "visible"
        box = place.locator("svg.lanes").first.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
        place.locator(".span-card").wait_for()
        assert place.locator(".span-card").inner_text().startswith("GPU: ")


def tables(site):
    """The numbers behind a picture stand in a table, made when it is opened."""
    with site.page(PLACE) as page:
        laboratory(page)
        assert page.locator(".numbers table").count() == 0
        page.get_by_text("Spans as a table").click()
        page.locator(".picture .numbers tbody tr >> nth=20").wait_for()
