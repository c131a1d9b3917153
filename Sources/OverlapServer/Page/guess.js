// @ts-check
// Asks what the reader expects of a curve before it is drawn.

import { button, fill, h, newId } from "./dom.js";
import { mostTelling } from "./knobs.js";
import { usual } from "./vary.js";

export class Guess {
  /** @param {(vary: string, guess: string, isCount: boolean) => void} draw */
  constructor(draw) {
    this.draw = draw;
    this.knobs = [];
    this.element = h("form", { class: "card guess", onsubmit: (event) => this.#submit(event, this.number.value) });
  }

  /** @param {any} check @param {string} vary @param {string} guess from a link */
  show(check, vary, guess) {
    this.knobs = check.knobs.filter(({ kind }) => kind !== "choice");
    const path = vary.split("=")[0];
    const knob = this.knobs.find((one) => one.path === path) ?? mostTelling(this.knobs);
    const id = newId("values");
    this.select = h("select", { "aria-label": "Parameter of the curve", onchange: () => this.#turn() },
      this.knobs.map((one) => h("option", { value: one.path, selected: one === knob }, one.path)));
    this.values = h("input", { id, type: "text", autocomplete: "off", spellcheck: "false", class: "values" });
    this.number = h("input", { type: "number", min: 0, step: 1, class: "guess-number", "aria-label": "Your guess" });
    this.words = [h("span"), h("span")];
    fill(this.element,
      h("p", { class: "over" }, check.question ?? "Predict before the curve is drawn"),
      h("p", { class: "question row" }, this.words[0], this.select, this.words[1]),
      h("p", { class: "row" }, this.number, h("button", { class: "strong" }, "Draw the curve"),
        button("Not sure", (event) => this.#submit(event, "?")),
        h("span", { class: "row quiet" }, h("label", { for: id }, "over"), this.values)));
    this.#turn();
    if (knob && vary.includes("=")) this.values.value = vary.slice(vary.indexOf("=") + 1);
    if (/^\d+$/.test(guess)) this.number.value = guess;
  }

  get knob() {
    return this.knobs.find(({ path }) => path === this.select.value);
  }

  get isCount() { return this.knob?.kind === "count"; }

  #turn() {
    const { knob } = this;
    if (!knob) return;
    this.values.value = usual(knob);
    this.number.hidden = !this.isCount;
    this.words[0].textContent = this.isCount ? "Beyond which" : "How does the speed change with";
    this.words[1].textContent = this.isCount ? "does more not help?" : "?";
  }

  #submit(event, guess) {
    event.preventDefault();
    const isSaid = guess !== "" && this.isCount;
    if (this.knob) this.draw(`${this.knob.path}=${this.values.value}`, isSaid ? guess : "?", this.isCount);
  }
}
