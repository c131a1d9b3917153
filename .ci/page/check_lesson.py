"""The lesson: predict, see, why, try."""

import json
import pathlib
import subprocess
import tempfile

from browser import GONE, anchor, commit, open_step, until


def answers(site):
    """Each question, answered rightly, wrongly and with "not sure"; nothing of the answer stands there before."""
    for chapter in site.steps:
        with site.page(f"#v=1&view={chapter[0]}") as page:
            asked = []
            page.on("request", lambda request: asked.append(request.post_data or "") if "/answer" in request.url else 0)
            for step in chapter:
                place = open_step(page, step)
                assert not any(f'"{step}"' in body for body in asked), f"{step}: asked for before the commit"
                _answer(site, place, step)


def _answer(site, place, step):
    truth = site.ask("api/lesson/answer", {"step": step, "choice": None, "confidence": "low"})
    right = truth["right"]
    wrong = 1 if right == 0 else 0
    for choice in (wrong, None, right):
        _is_hidden(place.inner_html(), truth, step)
        commit(place, choice, "high" if choice == right else "low")
        said = place.locator(".answer [role=status]").inner_text()
        assert ("Right." in said) == (choice == right), f"{step}: {said}"
        assert place.locator(".choice.right").count() == 1, step
        assert place.locator(".choice.wrong").count() == (1 if choice == wrong else 0), step
        assert place.locator(".picture svg").count() > 0, f"{step}: no picture"
        assert place.locator(".others li").count() == len(truth["others"]), step
        assert place.locator(".command code").count() >= 2, f"{step}: a figure without its command"
        if choice != right:
            place.get_by_role("button", name="Ask me again").click()
            place.get_by_role("button", name="Lock in").wait_for()


def _is_hidden(html, truth, step):
    parts = [truth["why"], truth["command"]] + [other["rebuttal"] for other in truth["others"]]
    for part in parts:
        words = part.split("`")[0][:40].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert len(words) < 8 or words not in html, f"{step}: before the commit the page has {words!r}"
    assert ".lanes" not in html and "class=\"bars\"" not in html, f"{step}: the picture is there before the commit"


def remembered(site):
    """A commit is kept, with its calibration; skipping reveals nothing."""
    with site.page("#v=1&view=2") as page:
        place = open_step(page, "2")
        place.get_by_role("button", name="Skip").click()
        until(page, "Boolean(document.activeElement.closest('#step-3'))")
        assert place.locator(".verdict").count() == 0
        right = site.ask("api/lesson/answer", {"step": "2", "choice": None})["right"]
        commit(place, right, "high")
        assert "sure and right: 1" in page.locator(".calibration").inner_text()
        page.reload()
        open_step(page, "2").locator(".verdict").wait_for()
        assert "Right." in page.locator("#step-2 .verdict").inner_text()


def answers_without_a_click(site):
    """For a teacher: answers appear as their steps scroll into view."""
    with site.page("#v=1&show=answers") as page:
        for step in site.steps[0]:
            page.locator(anchor(step)).scroll_into_view_if_needed()
            page.evaluate("selector => document.querySelector(selector).scrollIntoView()", anchor(step))
            page.locator(f"{anchor(step)} .verdict").wait_for()
        assert page.evaluate("localStorage.length") == 0


def trial(site):
    """One number to change: by its box and by its slider; what is not a number is told so, without a picture."""
    with site.page("#v=1&view=3") as page:
        place = open_step(page, "3")
        commit(place, 0)
        place.locator(".trial input[type=text]").fill("300 ms")
        place.get_by_role("button", name="Run").click()
        place.locator(".trial .computed").wait_for()
        first = place.locator(".trial .computed").inner_text()
        tried = site.ask("api/lesson/try", {"step": "3", "value": "300 ms"})
        assert tried["answer"].replace("`", "") in first, (first, tried["answer"])
        place.locator(".trial input[type=range]").press("ArrowLeft")
        until(page, f"document.querySelector('#step-3 .trial .computed').textContent !== {json.dumps(first)}")
        place.locator(".trial input[type=text]").fill("soon")
        place.get_by_role("button", name="Run").click()
        place.locator(".trial .error").wait_for()
        assert place.locator(".trial-result").inner_html() == ""
        place.locator(".trial input[type=text]").fill("200 ms")
        place.get_by_role("button", name="Run").click()
        place.locator(".trial-result svg.lanes").first.wait_for()
        assert place.locator(".trial .error").count() == 0


def myths_and_pitfalls(site):
    """A myth's exception is found on demand; a pitfall shows the fault before, and both programs after."""
    with site.page("#v=1&view=myths/2") as page:
        place = open_step(page, "myths/2")
        commit(place, None)
        assert place.locator(".exception .command").count() == 0
        place.get_by_role("button", name="Find where it is true").click()
        place.locator(".exception .computed").wait_for()
        assert place.locator(".exception .command").count() == 1
    with site.page("#v=1&view=pitfalls/1") as page:
        place = open_step(page, "pitfalls/1")
        assert place.locator(".program").count() == 1 and "prefetch" not in place.locator(".program").inner_text()
        commit(place, None)
        assert "prefetch" in place.locator(".sides .mended").inner_text()


def forgotten(site):
    """All answers can be forgotten."""
    with site.page("#v=1&view=when-not/1") as page:
        commit(open_step(page, "when-not/1"), 0)
        page.get_by_role("button", name="Forget my answers").click()
        page.get_by_role("button", name="Lock in").first.wait_for()
        assert page.locator(".verdict").count() == 0 and page.locator(".calibration").count() == 0
        assert page.evaluate("localStorage.getItem('overlap.lesson.1')") == "{}"


def gone(site):
    """Where the program has ended, the page says so: in place of the laboratory, and of a chapter's end."""
    with site.page("#v=1&view=1", init=GONE) as page:
        open_step(page, "1")
        page.evaluate("window.gone = '/api/'")
        laboratory = page.get_by_role("link", name="Laboratory", exact=True)
        laboratory.click()
        page.locator("main [role=alert]", has_text="Nobody answers").wait_for()
        assert page.locator(".card").count() == 0
        page.evaluate("window.gone = ''")
        page.get_by_role("link", name="Step 1:").click()
        open_step(page, "1")
        laboratory.click()
        page.locator("svg.lanes").first.wait_for()
    with site.page("#v=1&view=1", init=f"{GONE} window.gone = '/api/lesson/remember'") as page:
        open_step(page, "1")
        page.locator(".end .error", has_text="Nobody answers").wait_for()
        commit(page.locator(anchor("1")), 0)


def kitchen(site):
    """Lanes and texts in the words of a kitchen, and back."""
    with site.page("#v=1&view=3") as page:
        place = open_step(page, "3")
        commit(place, 0)
        assert not place.locator(".kitchen-text").first.is_visible()
        page.get_by_role("button", name="Kitchen view").click()
        assert "kitchen=1" in page.url
        texts = place.locator("svg.lanes text").all_text_contents()
        assert {"larder", "cook", "table"} <= set(texts), texts
        page.get_by_role("button", name="Kitchen view").click()
        assert "disk" in place.locator("svg.lanes text").all_text_contents()


def saved(site):
    """An exported page: answers without a server; what cannot be changed says so."""
    record = {"/api/lesson": site.ask("api/lesson"), "/api/lesson/remember": site.ask("api/lesson/remember")}
    for step in site.steps[0]:
        record[f"/api/lesson/step {step}"] = site.ask("api/lesson/step", {"step": step})
        record[f"/api/lesson/answer {step}"] = site.ask("api/lesson/answer", {"step": step, "choice": None})
    with site.page(init=f"window.overlapRecorded = {json.dumps(record)}") as page:
        page.route("**/api/**", lambda route: route.abort())
        place = open_step(page, "3")
        commit(place, record["/api/lesson/answer 3"]["right"])
        assert "Right." in place.locator(".verdict").inner_text()
        assert "cannot compute" in place.locator(".trial").inner_text()
        page.get_by_role("link", name="Laboratory", exact=True).click()
        page.get_by_text("This is a saved page").wait_for()


def exported(site):
    """The file that `overlap serve --export` writes opens from disk, with all answers."""
    if not site.program:
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([site.program, "serve", "--export", folder], check=True, capture_output=True)
        file = pathlib.Path(folder, "lesson.html")
        for chapter in site.steps:
            with site.page(f"#v=1&view={chapter[-1]}", address=file.as_uri()) as page:
                commit(open_step(page, chapter[-1]), None)
