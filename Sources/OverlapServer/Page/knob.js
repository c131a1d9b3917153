// @ts-check
// A control for one parameter: a slider, a number with its unit, and its words.

import { h, newId } from "./dom.js";
import { SliderSpan } from "./span.js";
import { meaning } from "./text.js";
import { clean, unitFor } from "./units.js";

/** Places of a slider that an arrow key moves. */
const keyPlaces = 20;

export class Knob {
  /**
   * @param {any} knob as the interface describes it
   * @param {number | string | null} turned the value that the reader gave it, if any
   * @param {(path: string, value: number | string, since: number) => void} turn
   */
  constructor(knob, turned, turn) {
    this.knob = knob;
    this.turn = turn;
    const value = turned ?? knob.word ?? knob.value;
    this.word = typeof value === "string" ? value : null;
    this.number = typeof value === "number" ? value : knob.value ?? knob.minimum ?? 0;
    const [unit, size] = unitFor(knob.value ?? this.number, knob.unit ?? "1");
    this.unit = unit;
    this.size = size;
    this.span = new SliderSpan(knob);
    /** Whether the scenario leaves it open, without a number or a word. */
    this.isOpen = value === null || value === undefined;
    this.isTurned = turned !== null && turned !== undefined;
    this.element = this.#controls();
    this.#show();
  }

  get name() { return `${this.knob.section} ${this.knob.label}`; }

  #controls() {
    const id = newId("knob");
    this.after = h("span", { class: "unit" });
    if (this.knob.kind !== "choice") {
      this.slider = h("input", {
        type: "range", min: 0, max: SliderSpan.places, "aria-label": this.name, title: this.knob.summary,
        oninput: (event) => this.#set(this.span.number(Number(this.slider.value)), event.timeStamp),
        onkeydown: (event) => this.#key(event),
      });
      this.box = h("input", {
        type: "number", id, step: "any", min: clean((this.knob.minimum ?? 0) / this.size),
        max: this.knob.maximum === null ? null : clean(this.knob.maximum / this.size),
        "aria-describedby": `${id}-refusal`,
        oninput: (event) => this.#type(event.timeStamp), onblur: () => this.#show(),
      });
      this.refusal = h("p", { id: `${id}-refusal`, class: "error", role: "status" });
    }
    return h("div", { class: "knob", title: this.knob.summary },
      h("label", { for: this.box ? id : `${id}-word` },
        h("span", { class: "section" }, this.knob.section), " ", this.knob.label),
      this.slider, this.box, this.box && this.after, this.#words(`${id}-word`), this.refusal);
  }

  /** Words such as `auto` beside the number. */
  #words(id) {
    const { words, kind } = this.knob;
    if (!words?.length) return null;
    const number = kind === "choice" ? [] : [h("option", { value: "" }, "number")];
    this.select = h("select", {
      id, "aria-label": `${this.name}, word`,
      onchange: ({ timeStamp }) =>
        (this.select.value ? this.#say(this.select.value, timeStamp) : this.#set(this.number, timeStamp)),
    }, number, words.map((word) => h("option", { value: word }, word)));
    return this.select;
  }

  /** A number was typed; half of one is not one yet, and the one before stays in force. */
  #type(since) {
    const { value, validity, validationMessage } = this.box;
    if (validity.valid && value !== "") this.#set(Number(value) * this.size, since);
    else this.#refuse(validationMessage);
  }

  /** Says why what is typed is not in force, in the browser's words; nothing where it is. */
  #refuse(reason) {
    this.refusal.textContent = reason;
    this.box.setAttribute("aria-invalid", String(reason !== ""));
  }

  /** An arrow key moves whole numbers by one, and others by a few per cent, whatever the scale. */
  #key(event) {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const { span } = this;
    const next = span.isWhole ? this.number + step : span.number(span.place(this.number) + step * keyPlaces);
    this.#set(Math.max(this.span.low, Math.min(this.span.high, next)), event.timeStamp);
  }

  #set(number, since) {
    this.word = null;
    this.isOpen = false;
    this.number = clean(this.span.isWhole ? Math.round(number) : number);
    this.#turned(this.number, since);
  }

  #say(word, since) {
    this.word = word;
    this.#turned(word, since);
  }

  #turned(value, since) {
    this.isTurned = true;
    this.#show();
    this.turn(this.knob.path, value, since);
  }

  #show() {
    this.element.classList.toggle("turned", this.isTurned);
    const isNumber = this.word === null && !this.isOpen;
    this.element.classList.toggle("worded", !isNumber);
    if (this.select) this.select.value = this.word ?? "";
    if (!this.slider) return;
    this.slider.value = String(this.span.place(this.number));
    const typed = String(clean(this.number / this.size));
    this.after.textContent = meaning(this.knob.path, isNumber ? this.number : null) || this.unit;
    this.slider.setAttribute("aria-valuetext", isNumber ? `${typed} ${this.unit}`.trim() : this.word ?? "not set");
    const isTyping = document.activeElement === this.box && Number(this.box.value) === Number(typed);
    if (!isTyping) this.box.value = isNumber ? typed : "";
    this.box.required = isNumber;
    this.#refuse("");
  }
}
