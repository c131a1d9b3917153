// @ts-check
// A chapter of the lesson as a page to scroll through.

import { get } from "./api.js";
import { button, fill, h, isStill } from "./dom.js";
import { failure } from "./failure.js";
import { write } from "./link.js";
import { calibration, forgetAll } from "./progress.js";
import { schematic } from "./schematic.js";
import { Step } from "./step.js";
import { marked } from "./text.js";

export class Chapter {
  /**
   * @param {any} lesson frame and chapters @param {any} chapter the one that is shown
   * @param {() => import("./link.js").State} state @param {(step: string) => void} arrived
   */
  constructor(lesson, chapter, state, arrived) {
    this.lesson = lesson;
    this.chapter = chapter;
    this.state = state;
    this.arrived = arrived;
    this.isFirst = lesson.chapters[0] === chapter;
    this.steps = chapter.steps.map((step, index) => new Step(step, `${index + 1}`, {
      isKitchen: () => state().kitchen, showsAnswers: () => state().show === "answers", next: () => this.#next(index),
      laboratory: ({ name, variants, set }) =>
        write({ kitchen: state().kitchen, view: "laboratory", scenario: name, variant: variants, set }),
    }));
    this.end = h("section", { class: "end", tabindex: "-1", "aria-label": "End of the chapter" });
    this.frame = h("div");
    this.told = () => this.#showEnd();
    this.element = h("div", { class: "chapter" }, this.#head(), this.steps.map((step) => step.element), this.end);
  }

  #head() {
    const { frame } = this.lesson;
    const title = this.isFirst ? "Why is my GPU waiting?" : this.chapter.title;
    this.title = h("h1", { tabindex: "-1" }, title);
    if (!this.isFirst) return h("header", { class: "chapter-head" }, this.title);
    return h("header", { class: "chapter-head" }, this.title, h("div", { class: "pair" },
      h("div", {}, h("p", { class: "opening" }, frame.opening), h("p", { class: "kitchen-text" }, frame.kitchen)),
      this.frame));
  }

  /** Loads the questions, goes to a step, and follows the scrolling from there on. @param {string} view */
  async load(view) {
    this.setKitchen(this.state().kitchen);
    await Promise.all(this.steps.map((step) => step.load()));
    this.goTo(view);
    this.#watch();
    document.addEventListener("overlap:commit", this.told);
    if (this.isFirst) await this.#loadEnd();
    this.#showEnd();
    this.#reveal();
    for (const step of this.steps) await step.recall();
  }

  /** Loads what the chapter ends with; the steps can be read without it. */
  async #loadEnd() {
    try {
      this.remember = (await get("/api/lesson/remember")).remember;
    } catch (error) {
      this.unremembered = failure(error);
    }
  }

  /** Follows the scrolling: which step is read, and which answers a teacher wants to see. */
  #watch() {
    this.inView = new Set();
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.inView.add(target.id);
        else this.inView.delete(target.id);
      }
      const first = this.steps.find(({ element }) => this.inView.has(element.id));
      if (first && this.inView.size) this.arrived(first.id);
      this.#reveal();
    }, { rootMargin: "-25% 0px -40% 0px" });
    this.steps.forEach(({ element }) => this.observer.observe(element));
  }

  #reveal() {
    if (this.state().show !== "answers") return;
    this.steps.filter(({ element }) => this.inView.has(element.id)).forEach((step) => step.showAnswer());
  }

  /** No longer shown. */
  close() {
    this.observer?.disconnect();
    document.removeEventListener("overlap:commit", this.told);
  }

  #next(index) {
    const next = this.steps[index + 1];
    const place = next ? next.element : this.end;
    place.scrollIntoView({ behavior: isStill() ? "auto" : "smooth" });
    (next ? next.title : this.end).focus({ preventScroll: true });
  }

  #forget() {
    forgetAll();
    this.steps.forEach((step) => step.ask());
    this.steps[0].title.focus();
  }

  #showEnd() {
    const chapters = this.lesson.chapters;
    const following = chapters[chapters.indexOf(this.chapter) + 1];
    const sure = calibration();
    const { kitchen, show } = this.state();
    const view = following?.steps[0]?.id ?? "laboratory";
    fill(this.end,
      this.remember && [h("h2", {}, "What to remember"),
        h("ul", {}, this.remember.map((line) => h("li", {}, marked(line))))],
      this.unremembered,
      sure && h("p", { class: "calibration" }, h("b", {}, "Your calibration. "), `${sure}.`),
      h("p", {}, "Go on: ", h("a", { href: write({ kitchen, show, view }) }, following?.title ?? "the laboratory")),
      sure && h("p", {}, button("Forget my answers", () => this.#forget(), { class: "small" })));
  }

  /** The command of the step that is read. */
  get command() {
    const step = this.steps.find(({ element }) => this.inView?.has(element.id)) ?? this.steps[0];
    return step.command;
  }

  /** @param {string} id a step @param {boolean} [takesFocus] whether Tab goes on from there */
  goTo(id, takesFocus = false) {
    const step = this.steps.find((one) => one.id === id);
    if (step === this.steps[0]) scrollTo(0, 0);
    else step?.element.scrollIntoView({ behavior: "auto" });
    if (takesFocus && step) (step === this.steps[0] ? this.title : step.title).focus({ preventScroll: true });
  }

  setKitchen(isKitchen) {
    fill(this.frame, this.isFirst && schematic(isKitchen));
    this.steps.forEach((step) => step.setKitchen(isKitchen));
    this.#showEnd();
  }
}
