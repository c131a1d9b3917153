// @ts-check
// The head of the page: chapters, kitchen view, link, command line, help.

import { copy } from "./command.js";
import { h, refill } from "./dom.js";
import { write } from "./link.js";

/** The word for a chapter, from its id. */
function word(chapter) {
  const text = chapter.id.replaceAll("-", " ");
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

export class Header {
  /**
   * @param {any} lesson
   * @param {{toggleKitchen: () => void, command: () => string}} actions
   */
  constructor(lesson, actions) {
    this.lesson = lesson;
    this.nav = /** @type {HTMLElement} */ (document.getElementById("chapters"));
    this.kitchen = /** @type {HTMLElement} */ (document.getElementById("kitchen"));
    const help = /** @type {HTMLDialogElement} */ (document.getElementById("help"));
    const on = (id, act) => document.getElementById(id)?.addEventListener("click", act);
    this.kitchen.addEventListener("click", actions.toggleKitchen);
    on("copy-link", () => copy(location.href, "link"));
    on("command", () => copy(actions.command(), "command"));
    on("help-button", () => help.showModal());
    on("help-close", () => help.close());
  }

  /** @param {import("./link.js").State} state @param {string} step the one that is read */
  show(state, step) {
    const { kitchen, show } = state;
    this.kitchen.setAttribute("aria-pressed", String(kitchen));
    document.body.classList.toggle("kitchen", kitchen);
    const at = (view) => write({ kitchen, show, view });
    const [first, ...others] = this.lesson.chapters;
    const current = this.lesson.chapters.find(({ steps }) => steps.some(({ id }) => id === step));
    const isHere = (chapter) => state.view !== "laboratory" && chapter === current;
    const link = (view, text, is, attributes = {}) =>
      h("a", { href: at(view), "aria-current": is ? "page" : null, ...attributes }, text);
    refill(this.nav,
      first.steps.map(({ id, title }, index) => link(id, `${index + 1}`, isHere(first) && id === step,
        { class: "circle", "aria-label": `Step ${index + 1}: ${title}`, title })),
      others.map((chapter) => link(chapter.steps[0].id, word(chapter), isHere(chapter), { title: chapter.title })),
      link("laboratory", "Laboratory", state.view === "laboratory"));
  }
}
