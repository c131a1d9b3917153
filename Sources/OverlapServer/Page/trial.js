// @ts-check
// One number of a step to change, and what comes of it.

import { post, recorded } from "./api.js";
import { fill, h, newId } from "./dom.js";
import { failure } from "./failure.js";
import { Live } from "./live.js";
import { Picture } from "./picture.js";
import { SliderSpan } from "./span.js";
import { marked } from "./text.js";
import { parsed } from "./units.js";

export class Trial {
  /** @param {string} step @param {any} trial @param {boolean} isKitchen */
  constructor(step, trial, isKitchen) {
    this.trial = trial;
    this.isKitchen = isKitchen;
    this.live = new Live((value, signal) => post("/api/lesson/try", { step, value }, signal),
      (answer) => this.#show(answer), (error) => this.#fail(error));
    this.said = h("div", { role: "status" });
    this.result = h("div", { class: "trial-result" });
    this.element = h("section", { class: "card trial" }, h("h3", {}, "Try"), recorded ? this.#saved() : this.#form());
  }

  setKitchen(isKitchen) {
    this.isKitchen = isKitchen;
    this.picture?.setKitchen(isKitchen);
  }

  #saved() {
    return [h("p", {}, this.trial.question),
      h("p", { class: "note" },
        "This saved page cannot compute. Start ", h("code", {}, "overlap serve"), " and try it there.")];
  }

  #form() {
    const { question, path, value } = this.trial;
    const id = newId("trial");
    this.box = h("input", { id, type: "text", value, size: 10, autocomplete: "off", spellcheck: "false" });
    return h("form", { onsubmit: (event) => this.#submit(event) },
      h("p", {}, question),
      h("p", { class: "row" }, h("label", { for: id }, h("code", {}, path)), this.#slider(), this.box,
        h("button", { class: "strong" }, "Run")),
      this.said);
  }

  /** A slider, where the value is a number. */
  #slider() {
    const number = parsed(this.trial.value);
    if (!number) return null;
    const kind = number.unit || !Number.isInteger(number.number) ? "quantity" : "count";
    const minimum = kind === "count" ? 1 : 0;
    const span = new SliderSpan({ kind, unit: "1", value: number.number, minimum, maximum: null });
    const slider = h("input", {
      type: "range", min: 0, max: SliderSpan.places, step: 20, value: span.place(number.number),
      "aria-label": this.trial.path,
      oninput: (event) => {
        this.box.value = `${span.number(Number(slider.value))} ${number.unit}`.trim();
        slider.setAttribute("aria-valuetext", this.box.value);
        this.live.ask(this.box.value, event.timeStamp);
      },
    });
    slider.setAttribute("aria-valuetext", this.trial.value);
    return slider;
  }

  #submit(event) {
    event.preventDefault();
    fill(this.said, h("p", { class: "note" }, "Simulating …"));
    this.live.ask(this.box.value.trim());
  }

  #show({ answer, picture }) {
    fill(this.said, h("p", { class: "computed" }, "Computed: ", marked(answer)));
    if (!this.picture) {
      this.picture = new Picture({ isKitchen: this.isKitchen });
      fill(this.result, h("h3", {}, "With your number"), this.picture.element);
    }
    this.result.classList.add("card");
    this.picture.show(picture);
  }

  /** A picture of another number must not stand below what was refused. */
  #fail(error) {
    fill(this.said, failure(error));
    this.picture = null;
    this.result.classList.remove("card");
    fill(this.result);
  }
}
