// @ts-check
// A step of the lesson: predict, see, why, try.

import { post } from "./api.js";
import { button, fill, h, isStill } from "./dom.js";
import { Picture } from "./picture.js";
import { Predict } from "./predict.js";
import { commitOf, keep } from "./progress.js";
import { code, exception, reason, sides, temptations, verdict } from "./reveal.js";
import { emptyLanes } from "./schematic.js";
import { marked } from "./text.js";
import { Trial } from "./trial.js";

/** Characters beyond which an opening is set in two columns, where there is room. */
const longOpening = 400;

/** The id of a step's element. */
export function anchor(step) {
  return `step-${step.replace("/", "-")}`;
}

/**
 * @typedef {object} Context
 * @property {() => boolean} isKitchen
 * @property {() => boolean} showsAnswers
 * @property {() => void} next goes to the next step
 * @property {(place: any) => string} laboratory a link to a place in the laboratory
 */

export class Step {
  #isRevealed = false;

  /**
   * @param {{id: string, title: string}} step @param {string} number shown before the title
   * @param {Context} context
   */
  constructor({ id, title }, number, context) {
    this.id = id;
    this.context = context;
    this.command = `overlap learn ${id}`;
    this.title = h("h2", { tabindex: "-1" }, h("span", { class: "number" }, number), title);
    this.given = h("div", { class: "given" });
    this.top = h("div", { class: "pair" });
    this.shown = h("div", { class: "shown" });
    this.element = h("article", { class: "step", id: anchor(id), "aria-label": title },
      h("div", { class: "step-head" }, this.title, this.given), this.top, this.shown);
  }

  /** Loads the question. */
  async load() {
    try {
      this.question = await post("/api/lesson/step", { step: this.id });
    } catch (error) {
      return fill(this.given, h("p", { class: "error" }, error.message));
    }
    this.ask();
  }

  /** Shows the answer, if it was committed to at another time. */
  async recall() {
    const commit = commitOf(this.id);
    if (!commit || !this.question || this.context.showsAnswers()) return;
    await this.reveal(commit.choice, commit.confidence, false);
  }

  /** Shows the question, as if it had never been answered. */
  ask() {
    if (!this.question) return;
    const { opening, kitchen, sides } = this.question;
    this.#isRevealed = false;
    this.trial = null;
    this.picture = null;
    this.command = `overlap learn ${this.id}`;
    this.predict = new Predict(this.question, {
      commit: (choice, confidence) => this.reveal(choice, confidence, true), skip: this.context.next,
    });
    this.status = h("div", { role: "status" });
    this.answer = h("div", { class: "card answer", tabindex: "-1", role: "group", "aria-label": "Answer" },
      this.status, this.later = h("div", {}, h("p", { class: "waiting" }, "The run answers here, after you lock in.")));
    this.drawing = h("div", { class: "drawing" }, emptyLanes(this.context.isKitchen()));
    this.later.prepend(this.drawing);
    const isLong = opening.length > longOpening;
    fill(this.given, h("p", { class: isLong ? "opening long" : "opening" }, marked(opening)),
      h("p", { class: "kitchen-text" }, kitchen), sides && code(sides.join("\n")));
    fill(this.top, this.predict.element, this.answer);
    fill(this.shown);
  }

  /** Shows the answer without a question: for a teacher. */
  showAnswer() {
    if (!this.#isRevealed && this.question) this.reveal(undefined, "low", false);
  }

  /**
   * Asks for the answer, once somebody has committed to one.
   * @param {number | null | undefined} choice undefined where nothing was asked @param {any} confidence
   * @param {boolean} isNew whether it was just committed to
   */
  async reveal(choice, confidence, isNew) {
    if (this.#isRevealed) return;
    this.#isRevealed = true;
    this.predict.wait(true);
    try {
      const answer = await post("/api/lesson/answer", { step: this.id, choice: choice ?? null, confidence });
      answer.chosen = choice;
      answer.isRight = choice === answer.right;
      this.#show(answer);
      if (isNew) this.#committed(answer, confidence);
    } catch (error) {
      this.#isRevealed = false;
      this.predict.wait(false);
      fill(this.status, h("p", { class: "error" }, error.message));
    }
  }

  #committed({ chosen, isRight }, confidence) {
    keep(this.id, { choice: chosen, confidence, isRight });
    this.answer.focus({ preventScroll: true });
    this.element.scrollIntoView({ behavior: isStill() ? "auto" : "smooth" });
  }

  #show(answer) {
    const isKitchen = this.context.isKitchen();
    this.command = answer.command;
    this.predict.wait(false);
    this.predict.close(answer.chosen, answer.right);
    this.#fold();
    fill(this.status, verdict(answer, this.question.choices));
    fill(this.later, reason(answer));
    this.picture = new Picture({ isKitchen });
    this.trial = new Trial(this.id, answer.trial, isKitchen);
    fill(this.shown, answer.sides && sides(answer.sides),
      h("div", { class: "card", role: "group", "aria-label": "What the run shows" }, this.picture.element),
      h("div", { class: "pair" }, temptations(answer), h("div", { class: "stack" }, this.trial.element,
        answer.exception && exception(answer.exception, this.context.showsAnswers()))),
      this.trial.result, this.#onward(answer));
    this.picture.show(answer.picture);
  }

  /** What was given is folded, so that question, answer and picture fit a screen. */
  #fold() {
    if (this.context.showsAnswers()) return;
    const given = [...this.given.childNodes];
    fill(this.given, h("details", {}, h("summary", {}, "What is given"), given));
  }

  #onward({ laboratory }) {
    this.place = laboratory;
    this.link = h("a", { class: "button", href: this.context.laboratory(laboratory) }, "Open in the laboratory");
    return h("p", { class: "row onward" }, button("Next", this.context.next, { class: "strong" }),
      this.link, button("Ask me again", () => this.#again()));
  }

  #again() {
    keep(this.id, null);
    this.ask();
    this.title.focus();
  }

  setKitchen(isKitchen) {
    this.picture?.setKitchen(isKitchen);
    this.trial?.setKitchen(isKitchen);
    if (this.link) this.link.href = this.context.laboratory(this.place);
    if (this.drawing) fill(this.drawing, emptyLanes(isKitchen));
  }
}
