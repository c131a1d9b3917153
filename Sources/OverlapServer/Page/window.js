// @ts-check
// Which part of the run the lanes show.

import { h, newId } from "./dom.js";

/** @param {{from: string, to: string, steps: number}} state @param {(change: object) => void} choose */
export function windowChoice({ from, to, steps }, choose) {
  const field = (word, value, hint) => {
    const id = newId(word);
    const input = h("input", { id, type: "text", value, placeholder: hint, size: 8, autocomplete: "off" });
    return { input, parts: [h("label", { for: id }, word), input] };
  };
  const first = field("from", from, "0 s");
  const last = field("to", to, "2 s");
  const count = field("steps", String(steps), "12");
  const form = h("form", {
    class: "row", onsubmit: (event) => {
      event.preventDefault();
      const steps = Math.min(200, Math.max(1, Math.round(Number(count.input.value)) || 12));
      choose({ from: first.input.value.trim(), to: last.input.value.trim(), steps });
    },
  }, first.parts, last.parts, "or as many", count.parts, h("button", { class: "small" }, "Show"));
  return h("details", { open: Boolean(from || to || steps !== 12) }, h("summary", {}, "Another part of the run"), form);
}
