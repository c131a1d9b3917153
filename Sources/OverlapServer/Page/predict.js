// @ts-check
// A step's question: choices, how sure, and the commit.

import { h, newId } from "./dom.js";

const letters = "ABCDEFGHIJ";

/** The letter of a choice. */
export function letter(choice) {
  return letters[choice] ?? String(choice + 1);
}

export class Predict {
  /**
   * @param {any} question what the interface gives before the answer
   * @param {{commit: (choice: number | null, confidence: string) => void, skip: () => void}} actions
   */
  constructor(question, actions) {
    this.name = newId("choice");
    this.actions = actions;
    this.choices = question.choices.map((text, index) => this.#choice(String(index), letter(index), text));
    this.sure = this.#sure();
    this.submit = h("button", { class: "strong" }, "Lock in");
    this.fields = h("fieldset", { class: "question" }, h("legend", {}, question.question),
      this.choices, this.#choice("unsure", "?", "Not sure"));
    this.foot = h("div", { class: "row foot" }, this.sure, this.submit,
      h("button", { type: "button", onclick: actions.skip }, "Skip"));
    this.hint = h("details", { class: "hint" }, h("summary", {}, "Hint"), h("p", {}, question.hint));
    this.element = h("form", { class: "card predict", onsubmit: (event) => this.#commit(event) },
      h("p", { class: "over" }, "Predict before you read on"), this.fields, this.foot, this.hint);
  }

  #choice(value, mark, text) {
    const input = h("input", { type: "radio", name: this.name, value, required: true });
    return h("label", { class: value === "unsure" ? "choice unsure" : "choice" },
      input, h("span", { class: "letter" }, mark), h("span", {}, text));
  }

  #sure() {
    const name = newId("sure");
    const words = [["low", "low"], ["middle", "mid"], ["high", "high"]];
    return h("fieldset", { class: "sure" }, h("legend", {}, "How sure?"), words.map(([value, word]) =>
      h("label", {}, h("input", { type: "radio", name, value, checked: value === "middle" }), word)));
  }

  #commit(event) {
    event.preventDefault();
    const chosen = this.element.querySelector(`input[name=${this.name}]:checked`).value;
    const confidence = this.sure.querySelector("input:checked").value;
    this.actions.commit(chosen === "unsure" ? null : Number(chosen), confidence);
  }

  /** While the run is computed nothing can be changed. */
  wait(isWaiting) {
    this.fields.disabled = isWaiting;
    this.submit.disabled = isWaiting;
    this.submit.textContent = isWaiting ? "Simulating …" : "Lock in";
  }

  /** Marks what was chosen and what is right. */
  close(chosen, right) {
    this.element.classList.add("closed");
    this.fields.disabled = true;
    this.foot.remove();
    this.hint.remove();
    this.element.querySelector(".over").textContent = chosen === undefined ? "The question" : "Your prediction";
    this.choices.forEach((label, index) => {
      const isRight = index === right;
      const isChosen = index === chosen;
      label.querySelector("input").checked = isChosen;
      if (isRight) label.classList.add("right");
      if (isChosen && !isRight) label.classList.add("wrong");
      const word = isRight ? (isChosen ? "right, your answer" : "right") : isChosen ? "your answer" : "";
      if (word) label.append(h("span", { class: "tag" }, word));
    });
    const unsure = this.element.querySelector(".unsure");
    if (chosen === null) unsure.append(h("span", { class: "tag" }, "your answer"));
    else unsure.remove();
  }
}
