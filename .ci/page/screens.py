"""Pictures of the page, for eyes."""

from browser import commit, laboratory, open_step

LABORATORY = (
    "#v=1&view=laboratory&scenario=scenarios/lesson/6-inside.yaml&variant=GPU%20ahead"
    "&guess=4&vary=prefetch.buffer%3D0..64:log2")
SIZES = {"projector": {"size": (1280, 720)}, "dark": {"size": (1280, 720), "dark": True}, "phone": {"size": (360, 740)}}


def take(site, folder):
    """Question, answer and laboratory, in each size."""
    for name, options in SIZES.items():
        with site.page("#v=1&view=3", **options) as page:
            place = open_step(page, "3")
            page.screenshot(path=f"{folder}/question-{name}.png")
            commit(place, 1)
            page.wait_for_timeout(300)
            page.screenshot(path=f"{folder}/answer-{name}.png")
        with site.page(LABORATORY, **options) as page:
            laboratory(page)
            page.locator("svg.curve .knee text").wait_for()
            page.screenshot(path=f"{folder}/laboratory-{name}.png", full_page=name == "phone")
