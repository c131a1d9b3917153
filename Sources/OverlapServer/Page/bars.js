// @ts-check
// Values as bars, one a line, with their texts.

import { h, svg } from "./dom.js";

/**
 * @param {string} title
 * @param {{label: string, value: number | null, text: string, low?: number, high?: number, style?: string}[]} bars
 * @param {{least?: number, most?: number}} [range]
 */
export function bars(title, bars, range = {}) {
  const values = bars.flatMap(({ value, high }) => [value ?? 0, high ?? 0]);
  const least = Math.min(range.least ?? 0, ...bars.map(({ value, low }) => Math.min(value ?? 0, low ?? 0)));
  const most = Math.max(range.most ?? 0, ...values) || 1;
  const x = (value) => ((value - least) / (most - least)) * 100;
  return h("figure", { class: "bars" },
    h("figcaption", {}, title),
    h("ul", {}, bars.map((bar) => h("li", {},
      h("span", { class: "bar-name" }, bar.label), drawn(bar, x), h("span", { class: "bar-text" }, bar.text)))));
}

/**
 * A bar in percent of its picture's width, with its interval.
 * @param {{value: number | null, low?: number, high?: number, style?: string}} bar @param {(value: number) => number} x
 */
function drawn({ value, low, high, style }, x) {
  const picture = svg("svg", {
    class: "bar", viewBox: "0 0 100 18", preserveAspectRatio: "none", "aria-hidden": "true",
  });
  picture.append(svg("rect", { class: "lane", width: 100, height: 18 }));
  if (value) {
    const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
    picture.append(svg("rect", { class: style ?? "gpu", x: from, width: Math.max(0.2, to - from), height: 18 }));
  }
  if (low !== undefined && high !== undefined) {
    picture.append(svg("line", { class: "interval", x1: x(low), x2: x(high), y1: 9, y2: 9 }));
  }
  return picture;
}
