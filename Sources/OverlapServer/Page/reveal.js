// @ts-check
// A step's answer: what holds, why, why the others tempt, where a myth is true.

import { commandLine } from "./command.js";
import { button, fill, h } from "./dom.js";
import { letter } from "./predict.js";
import { marked } from "./text.js";

/** The verdict and the figure, for those who wait for it. */
export function verdict(answer, choices) {
  const { right, chosen, isRight } = answer;
  const words = chosen === null || chosen === undefined
    ? `The answer is ${letter(right)}.`
    : isRight ? "Right." : `You said ${letter(chosen)}. The answer is ${letter(right)}.`;
  return [
    h("p", { class: `verdict ${isRight ? "is-right" : "is-open"}` }, h("b", {}, words), " ", choices[right]),
    h("p", { class: "computed" }, "Computed: ", marked(answer.answer)),
  ];
}

/** Why it is so, with the command that prints the figure. */
export function reason(answer) {
  return [h("p", { class: "why" }, marked(answer.why)), commandLine(answer.command)];
}

/** What is wrong with the thought behind each other choice; the one that was chosen first. */
export function temptations({ others, chosen }) {
  if (others.length === 0) return null;
  const sorted = [...others].sort((a, b) => Number(b.choice === chosen) - Number(a.choice === chosen));
  return h("section", { class: "card others" }, h("h3", {}, "Why the others tempt"),
    h("ul", {}, sorted.map(({ choice, belief, rebuttal }) => h("li", { class: choice === chosen ? "chosen" : "" },
      h("span", { class: "letter" }, letter(choice)), h("span", {}, h("q", {}, belief), " ", marked(rebuttal))))));
}

/** The program with the fault and without it, side by side. */
export function sides({ wrong, right }) {
  return h("div", { class: "pair sides" },
    h("figure", { class: "card" }, h("figcaption", {}, "With the fault"), code(wrong)),
    h("figure", { class: "card mended" }, h("figcaption", {}, "Without it"), code(right)));
}

/** A program, a line a row. */
export function code(text) {
  return h("pre", { class: "program", tabindex: "0" }, h("code", {}, text.replace(/\n$/, "")));
}

/** Where a myth is true: found on demand, or at once. */
export function exception({ text, sentence, command }, isOpen) {
  const place = h("div", { role: "status", tabindex: "-1" });
  const computed = h("p", { class: "computed" }, "Computed: ", marked(sentence));
  const show = () => fill(place, h("p", {}, marked(text)), computed, commandLine(command));
  const find = button("Find where it is true", () => {
    show();
    place.focus();
    find.remove();
  });
  if (isOpen) show();
  return h("section", { class: "card exception" }, h("h3", {}, "Is it ever true?"), isOpen ? null : find, place);
}
