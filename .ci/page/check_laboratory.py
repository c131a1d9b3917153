"""The laboratory: controls, curve, mistakes, links."""

import json
import shlex
import subprocess

from browser import laboratory, until

SCENARIO = "scenarios/lesson/6-inside.yaml"
PLACE = f"#v=1&view=laboratory&scenario={SCENARIO}&variant=GPU%20ahead"
IN_FLIGHT = """
window.flights = {now: 0, most: 0, all: 0, frames: []};
let frame = 0;
requestAnimationFrame(function next() { frame += 1; requestAnimationFrame(next); });
const plain = window.fetch;
window.fetch = async (path, options) => {
  if (!String(path).includes('/api/timeline')) return plain(path, options);
  flights.now += 1; flights.all += 1; flights.most = Math.max(flights.most, flights.now);
  flights.frames.push(frame);
  try {
    if (!flights.isInstant) flights.last = await (await plain(path, options)).text();
    const answer = new Response(flights.last, {headers: {'Content-Type': 'application/json'}});
    flights.isHeld = flights.isLate && options.body.includes('6-inside');
    if (flights.isHeld) await new Promise((done) => setTimeout(done, 1500));
    return answer;
  } finally { flights.now -= 1; }
};
"""
DRAG = """async ([label, moves]) => {
  const slider = document.querySelector(`input[type=range][aria-label="${label}"]`);
  for (let move = 0; move < moves; move += 1) {
    slider.value = String(300 + 5 * move);
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    if (move % 3 === 2) await new Promise(requestAnimationFrame);
  }
}"""

SHOWN = """() => {
  window.shown = [];
  const place = document.querySelector('.picture');
  new MutationObserver(() => shown.push(place.querySelector('.command code')?.textContent ?? '3-prefetch'))
    .observe(place.querySelector('.stage'), {childList: true});
}"""


def sliders(site):
    """A slider, a number and a word change lanes, figures and command."""
    with site.page(PLACE) as page:
        laboratory(page)
        before = page.locator(".outcome .bar-text").inner_text()
        page.get_by_role("slider", name="decode cost", exact=True).press("ArrowRight")
        page.get_by_role("spinbutton", name="decode cost", exact=True).fill("4")
        page.locator(".picture code", has_text="decode.cost=4 ms").wait_for()
        page.locator(".outcome:not(.stale) code", has_text="decode.cost=4 ms").wait_for()
        assert page.locator(".outcome .bar-text").inner_text() != before
        page.get_by_role("combobox", name="prefetch buffer, word").select_option("auto")
        page.locator(".outcome:not(.stale) code", has_text="prefetch.buffer=auto").wait_for()
        _equals_command(site, page)
        page.get_by_role("button", name="Undo changes").click()
        until(page, f"document.querySelector('.outcome .bar-text')?.textContent === {json.dumps(before)}")


def refused_numbers(site):
    """A number that a control does not take is refused beside it; the one in force stays, and comes back."""
    with site.page(PLACE) as page:
        laboratory(page)
        before = [page.url, _digits(page)]
        for name, wrong in [("disk latency", "-5"), ("cpu cores", "0"), ("train step", "")]:
            box = page.get_by_role("spinbutton", name=name, exact=True)
            said = page.locator(".knob", has=box).locator(".error")
            number = box.input_value()
            box.fill(wrong)
            assert said.inner_text() and said.inner_text() == box.evaluate("box => box.validationMessage"), name
            assert box.get_attribute("aria-invalid") == "true", name
            box.blur()
            assert (box.input_value(), said.inner_text()) == (number, ""), name
            assert box.get_attribute("aria-invalid") == "false", name
        page.wait_for_timeout(500)
        assert page.locator(".outcome.stale").count() == 0
        assert [page.url, _digits(page)] == before


def _equals_command(site, page):
    """The page's digits are those that the command below them prints."""
    shown = page.locator(".outcome .bar-text").inner_text()
    command = page.locator(".outcome code", has_text="overlap simulate").inner_text().removeprefix("$").strip()
    if site.program is None:
        return
    words = shlex.split(command)
    printed = subprocess.run([site.program, *words[1:]], capture_output=True, text=True, check=True).stdout
    assert shown in printed, (shown, printed)


def one_request_a_frame(site):
    """However fast a hand moves, one request is under way, and the last move is what is shown."""
    with site.page(PLACE, init=IN_FLIGHT) as page:
        laboratory(page)
        for is_instant in (True, False):
            page.evaluate("is => Object.assign(flights, {isInstant: is, all: 0, most: 0, frames: []})", is_instant)
            page.evaluate(DRAG, ["decode cost", 90])
            until(page, "flights.now === 0")
            flights = page.evaluate("flights")
            assert flights["most"] == 1, flights["most"]
            assert 2 <= flights["all"] <= 40, flights["all"]
            frames = flights["frames"]
            assert len(set(frames)) == len(frames), f"two requests in a frame: {frames}"
        page.locator(".outcome:not(.stale)").wait_for()
        box = page.get_by_role("spinbutton", name="decode cost", exact=True).input_value()
        page.locator(".picture code", has_text=f"decode.cost={box} ms").wait_for()


def stale_answers(site):
    """An answer about a scenario that is no longer shown is dropped, although it arrives."""
    with site.page(PLACE, init=IN_FLIGHT) as page:
        laboratory(page)
        page.evaluate("flights.isLate = true")
        page.evaluate(DRAG, ["decode cost", 3])
        until(page, "flights.isHeld")
        page.evaluate(SHOWN)
        page.locator("#scenario").select_option("scenarios/lesson/3-prefetch.yaml")
        page.locator(".picture code", has_text="3-prefetch").wait_for()
        until(page, "flights.now === 0")
        shown = page.evaluate("shown")
        assert shown and all("3-prefetch" in command for command in shown), shown


def drag_is_fast(site):
    """Moves are drawn, each timed from the move to its picture, for 10,000 elements; the times are printed, not judged."""
    with site.page(PLACE + "&turn=source.elements:10000", still=False) as page:
        laboratory(page)
        page.evaluate(DRAG, ["decode cost", 60])
        page.wait_for_timeout(1000)
        times = sorted(page.evaluate("performance.getEntriesByName('overlap:drag').map(one => one.duration)"))
        assert times
        median = times[len(times) // 2]
        print(f"    drag to paint: median {median:.0f} ms, worst {times[-1]:.0f} ms, {len(times)} pictures")


def curve(site):
    """The curve comes after a guess, with ceiling, band, guess and knee."""
    with site.page(PLACE) as page:
        laboratory(page)
        assert page.locator("svg.curve").count() == 0
        page.get_by_role("spinbutton", name="Your guess").fill("4")
        page.get_by_role("button", name="Draw the curve").click()
        page.locator("svg.curve .knee text").wait_for()
        assert page.locator("svg.curve .guess text").text_content() == "your guess 4"
        assert page.locator("svg.curve .ceiling").count() == 1
        assert page.locator("svg.curve .band").count() == 1
        assert page.locator("svg.curve .point").count() == 8
        page.get_by_role("slider", name="decode cost", exact=True).press("ArrowRight")
        page.get_by_role("button", name="Draw it again").wait_for()


def out_of_memory(site):
    """A value that runs out of memory is no point of the line; cross, label, table and a note say what it is."""
    scenario = "#v=1&view=laboratory&scenario=scenarios/pitfalls/buffer-of-10000.yaml&variant=as%20found"
    with site.page(f"{scenario}&vary=prefetch.buffer%3D0..1024:log2&guess=%3F") as page:
        page.locator("svg.curve .missing").nth(1).wait_for()
        page.locator(".sweep .note", has_text="at 2 of 12 points memory runs out").wait_for()
        titles = page.locator("svg.curve .missing title").all_text_contents()
        assert titles == ["512: out of memory", "1024: out of memory"], titles
        assert page.locator("svg.curve .point").count() == 10
        label = page.locator("svg.curve").get_attribute("aria-label")
        assert "512: out of memory" in label, label
        page.get_by_text("The curve as a table").click()
        assert page.locator(".sweep td", has_text="out of memory").count() == 2
        said = page.locator(".outcome .why").inner_text()
        assert said.startswith("Out of memory after") and "prefetch" in said, said


def warnings(site):
    """What must be known before the figures are trusted stands below them, as the command warns of it."""
    noisy = "&set=decode.cost%3D%7Blognormal:%20%7Bmean:%204%20ms,%20cv:%201%7D%7D&set=run.precision%3D0.01%20%25"
    with site.page(PLACE + noisy) as page:
        laboratory(page)
        page.locator(".outcome .note", has_text="The precision of ±0.01 % was not reached").wait_for()
    with site.page(PLACE + "&variant=GPU%20turns" + noisy) as page:
        laboratory(page)
        notes = page.locator(".outcome .note").all_inner_texts()
        assert len(notes) == 2 and notes[0].startswith("GPU ahead: "), notes


def windows(site):
    """A part of the run that cannot be drawn says why, in place of the lanes; another part can be asked for."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.get_by_text("Another part of the run").click()
        for wrong, said in [("abc", "is not a number"), ("1000 s", "the run is over")]:
            page.get_by_label("from", exact=True).fill(wrong)
            page.get_by_role("button", name="Show").click()
            page.locator(".picture [role=alert]", has_text=said).wait_for()
            assert page.locator("svg.lanes").count() == 0 and page.locator(".picture .command").count() == 0
            page.locator(".outcome:not(.stale) .why").wait_for()
        link = "#" + page.url.split("#")[1]
    with site.page(link) as page:
        page.locator(".picture [role=alert]", has_text="the run is over").wait_for()
        page.get_by_label("from", exact=True).fill("1 s")
        page.get_by_role("button", name="Show").press("Enter")
        laboratory(page)
        assert page.locator(".picture [role=alert]").count() == 0
        assert page.evaluate("document.activeElement.textContent") == "Show"


def mistakes_in_links(site):
    """A mistake in a link's change is said; the scenario keeps its name, without another one's text or picture."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.evaluate("location.hash += '&set=no.such%3D1'")
        page.locator(".mistake").wait_for()
        assert page.locator("#scenario").input_value() == SCENARIO
        assert page.locator("#scenario-text").input_value() == ""
        assert page.locator("svg.lanes").count() == 0
        page.locator("#scenario").select_option("scenarios/lesson/3-prefetch.yaml")
        laboratory(page)
        assert page.locator(".mistake").count() == 0


def focus_stays(site):
    """Choosing a variant draws the controls anew, and leaves the focus where it was."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.get_by_role("checkbox", name="GPU turns").press("Space")
        page.locator(".outcome:not(.stale) .bar-text >> nth=1").wait_for()
        assert page.evaluate("document.activeElement.value") == "GPU turns"
        assert page.locator("svg.lanes").count() == 2


def explained(site):
    """What one more is worth, with the command's texts."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.get_by_role("button", name="Find out").click()
        page.locator(".explain .bar-text").first.wait_for()
        texts = page.locator(".explain .bar-text").all_inner_texts()
        assert all("%" in text or text in ("identical", "–", "out of memory") for text in texts), texts


def mistakes(site):
    """A pasted text's mistakes are shown at their places, with what is accepted; a good text is shown."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.get_by_text("Edit or paste").click()
        field = page.locator("#scenario-text")
        good = field.input_value()
        field.fill(good.replace("cost: 1 ms", "cost: 1 parsecs"))
        page.get_by_role("button", name="Use this text").click()
        page.locator(".mistake").wait_for()
        said = page.locator(".mistakes").inner_text()
        assert "Line" in said and "Accepted" in said, said
        chosen = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
        assert chosen == "1 parsecs", chosen
        field.fill(good.replace("cores: 4", "cores: 2"))
        page.get_by_role("button", name="Use this text").click()
        page.locator(".outcome:not(.stale) code", has_text="pipeline.yaml").wait_for()
        assert "text=" in page.url
        page.reload()
        laboratory(page)
        assert "cores: 2" in page.locator("#scenario-text").input_value()


def links(site):
    """A link opens the same page with the same digits."""
    with site.page(PLACE) as page:
        laboratory(page)
        page.get_by_role("spinbutton", name="train step", exact=True).fill("80")
        page.locator(".outcome:not(.stale) code", has_text="train.step=80 ms").wait_for()
        link, shown = "#" + page.url.split("#")[1], _digits(page)
    with site.page(link) as page:
        laboratory(page)
        page.locator(".outcome:not(.stale) code", has_text="train.step=80 ms").wait_for()
        assert _digits(page) == shown, (_digits(page), shown)
        assert page.url.endswith(link)


def _digits(page):
    page.locator(".picture .command code").wait_for()
    parts = [".bar-text", ".outcome .why", ".outcome code", ".picture figcaption", ".picture code", ".lane-share"]
    return [page.locator(part).all_text_contents() for part in parts]


def odd_links(site):
    """What is unknown in a link is ignored; what is out of range is bounded, and said."""
    odd = "&nonsense=1&steps=100000&turn=cpu.cores:1e12&turn=no.such:3&turn=decode.cost:abc&variant=no%20such"
    with site.page(PLACE + odd) as page:
        laboratory(page)
        said = " ".join(page.locator(".note").all_inner_texts())
        assert "steps = 100000" in said and "cpu.cores" in said and "variant" in said, said
        assert page.locator(".picture code", has_text="cpu.cores=65536").count() == 1
    with site.page("#v=9&view=nowhere&show=everything") as page:
        page.locator("#step-1 .predict").wait_for()
        assert "another version" in page.locator("#link-notes").inner_text()
    with site.page("#v=1&view=laboratory&text=%25%25%25") as page:
        laboratory(page)
        assert "damaged" in page.locator("#link-notes").inner_text()
