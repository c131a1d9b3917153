// @ts-check
// What colours and hatches mean, for those that a picture shows.

import { h, svg } from "./dom.js";
import { causesIn, hasSetup } from "./rows.js";

const busy = [["cpu", "busy"], ["gpu", "busy, accelerator"], ["copy", "busy, copy"]];

function swatch(style) {
  return svg("svg", { class: "swatch", width: 30, height: 14, viewBox: "0 0 30 14", "aria-hidden": "true" },
    svg("rect", { class: "lane", width: 30, height: 14 }), svg("rect", { class: style, width: 30, height: 14 }));
}

/** A key of words, with definitions behind them. */
export function legend(figures, causes) {
  const styles = new Set(figures.flatMap((figure) => figure.lanes.map((lane) => lane.style)));
  const setup = hasSetup(figures) ? [["setup", "copy and launch of a step"]] : [];
  const idle = causesIn(figures, causes);
  const hasBuffers = figures.some((figure) => figure.buffers.length > 0);
  const entries = [...busy.filter(([style]) => styles.has(style)), ...setup,
    ...idle.map(({ cause, style }) => [style, cause]), ...(hasBuffers ? [["buffer", "elements ready"]] : [])];
  return h("div", { class: "legend" },
    h("ul", { class: "swatches" }, entries.map(([style, word]) => h("li", {}, swatch(style), word))),
    idle.length > 0 && h("details", {}, h("summary", {}, "What the kinds of idle mean"),
      h("dl", {}, idle.map(({ cause, definition }) => [h("dt", {}, cause), h("dd", {}, definition)]))));
}
