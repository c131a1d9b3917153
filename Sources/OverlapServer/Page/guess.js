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
    const ids = [newId("vary"), newId("values"), newId("guess")];
    this.select = h("select", { id: ids[0], "aria-label": "Parameter of the curve", onchange: () => this.#turn() },
      this.knobs.map((one) => h("option", { value: one.path, selected: one === knob }, one.path)));
    this.values = h("input", { id: ids[1], type: "text", autocomplete: "off", spellcheck: "false", class: "values" });
    this.number = h("input", { id: ids[2], type: "number", min: 0, step: 1, class: "guess-number", "aria-label": "Your guess" });
    this.words = [h("span"), h("span")];
    fill(this.element,
      h("p", { class: "over" }, check.question ?? "Predict before the curve is drawn"),
      h("p", { class: "question row" }, this.words[0], this.select, this.words[1]),
      h("p", { class: "row" }, this.number, h("button", { class: "strong" }, "Draw the curve"),
        button("Not sure", (event) => this.#submit(event, "?")),
        h("span", { class: "row quiet" }, h("label", { for: ids[1] }, "over"), this.values)));
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
    const [before, after] = this.isCount ? ["Beyond which", "does more not help?"] : ["How does the speed change with", "?"];
    this.words[0].textContent = before;
    this.words[1].textContent = after;
  }

  #submit(event, guess) {
    event.preventDefault();
    if (this.knob) this.draw(`${this.knob.path}=${this.values.value}`, guess === "" || !this.isCount ? "?" : guess, this.isCount);
  }
}
