// @ts-check
// Files of what is shown, as the command writes them.

import { file } from "./api.js";
import { announce, button, h } from "./dom.js";

const formats = [["yaml", "Scenario"], ["svg", "Timeline, SVG"], ["trace", "Trace, JSON"], ["csv", "Curve, CSV"]];

/** @param {() => any} request @param {() => any} guess the curve's parameter and values */
export function saveRow(request, guess) {
  const save = async (format) => {
    try {
      const { select, values } = guess();
      const vary = format === "csv" ? { vary: [`${select.value}=${values.value}`] } : {};
      const { name, blob } = await file("/api/export", { ...request(), format, ...vary });
      const address = URL.createObjectURL(blob);
      h("a", { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      announce(`Saved ${name}.`);
    } catch (error) {
      announce(error.message);
    }
  };
  return h("div", { class: "row save", role: "group", "aria-label": "Save as a file" }, h("span", {}, "Save"),
    formats.map(([format, title]) => button(title, () => save(format), { class: "small" })));
}
