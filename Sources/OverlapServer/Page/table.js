// @ts-check
// The numbers behind a picture, as a table that is made when it is opened.

import { fill, h } from "./dom.js";
import { duration, moment, named } from "./text.js";
import { spanOf } from "./walk.js";

const mostRows = 300;

/** A fold that contains a table: @param {() => any} make called when it is opened */
export function folded(summary, make) {
  const inside = h("div", { class: "scrolling", tabindex: "0", role: "group", "aria-label": summary });
  const fold = h("details", { class: "numbers" }, h("summary", {}, summary), inside);
  fold.addEventListener("toggle", () => {
    if (fold.open) fill(inside, make());
  });
  return fold;
}

/** @param {string} caption @param {string[]} head @param {any[][]} rows */
export function table(caption, head, rows) {
  return h("table", {}, h("caption", {}, caption),
    h("thead", {}, h("tr", {}, head.map((word) => h("th", { scope: "col" }, word)))),
    h("tbody", {}, rows.map(([first, ...cells]) =>
      h("tr", {}, h("th", { scope: "row" }, first), cells.map((cell) => h("td", {}, cell))))));
}

/** What each lane did, in the order of time. */
export function spanTable(figure, isKitchen) {
  const all = figure.lanes.flatMap((lane) => lane.spans.map((array) => [lane, spanOf(array, figure)]));
  all.sort((a, b) => a[1].begin - b[1].begin);
  const length = figure.to - figure.from;
  const rows = all.slice(0, mostRows).map(([lane, span]) => [
    named(lane.name, isKitchen), `${span.stage} ${span.number}`,
    span.samples > 1 ? `${span.sample} to ${span.sample + span.samples - 1}` : `${span.sample}`,
    moment(span.begin, length), moment(span.end, length), duration(span.end - span.begin),
  ]);
  const caption = all.length > mostRows
    ? `${figure.title}: the first ${mostRows} of ${all.length} spans. \`--trace\` writes all.`
    : `${figure.title}: ${all.length} spans`;
  return table(caption, ["Lane", "Work", "Samples", "Begin", "End", "Length"], rows);
}
