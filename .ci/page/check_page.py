"""Runs the checks of the page: `check_page.py BINARY SCREENSHOTS [NAME …]`."""

import sys
import time

from playwright.sync_api import sync_playwright

import check_access
import check_laboratory
import check_lesson
import check_playback
import screens
from browser import Site, launch, served

CHECKS = [
    check_lesson.answers, check_lesson.remembered, check_lesson.answers_without_a_click, check_lesson.trial,
    check_lesson.myths_and_pitfalls, check_lesson.forgotten, check_lesson.gone, check_lesson.kitchen,
    check_lesson.saved, check_lesson.exported,
    check_laboratory.sliders, check_laboratory.refused_numbers, check_laboratory.one_request_a_frame,
    check_laboratory.stale_answers, check_laboratory.drag_is_fast, check_laboratory.curve,
    check_laboratory.out_of_memory, check_laboratory.explained, check_laboratory.focus_stays, check_laboratory.mistakes,
    check_laboratory.mistakes_in_links, check_laboratory.windows, check_laboratory.warnings, check_laboratory.links,
    check_laboratory.odd_links, check_playback.plays, check_playback.steps, check_playback.spans,
    check_playback.tables, check_access.keyboard, check_access.focus, check_access.arrivals, check_access.leaps,
    check_access.status, check_access.axe, check_access.printed,
]


def main():
    target, folder, *names = sys.argv[1:]
    failures = 0
    with served(target) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        site = Site(browser, address, program=None if target.startswith("http") else target)
        for check in CHECKS:
            if names and check.__name__ not in names:
                continue
            failures += not passes(site, check)
        if not names or "screens" in names:
            screens.take(site, folder)
        browser.close()
    sys.exit(f"{failures} of the checks failed" if failures else 0)


def passes(site, check):
    """Whether a check holds, without a complaint of the browser."""
    began, site.complaints = time.monotonic(), []
    try:
        check(site)
        assert not site.complaints, "; ".join(site.complaints[:5])
    except Exception as error:  # A check that fails must not hide the others.
        print(f"FAILED {check.__module__}.{check.__name__}: {str(error)[:2000]}", flush=True)
        return False
    print(f"passed {check.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    main()
