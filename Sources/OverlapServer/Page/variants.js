// @ts-check
// Which variants stand side by side.

import { h } from "./dom.js";

/** @param {string[]} all @param {string[]} shown @param {(variants: string[]) => void} choose */
export function variantChoice(all, shown, choose) {
  if (all.length < 2) return null;
  const boxes = all.map((variant) => h("input", {
    type: "checkbox", value: variant, checked: shown.includes(variant),
    onchange: (event) => {
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      if (chosen.length) choose(chosen);
      else event.target.checked = true;
    },
  }));
  return h("fieldset", { class: "chips" }, h("legend", {}, "Variants"),
    boxes.map((box) => h("label", { class: "chip" }, box, box.value)));
}
