// @ts-check
// The controls of a scenario: those that its file sets first, the others folded.

import { button, fill, h } from "./dom.js";
import { Knob } from "./knob.js";

/**
 * @param {any[]} knobs @param {[string, number | string][]} turns
 * @param {(path: string, value: number | string, since: number) => void} turn
 * @param {() => void} undo
 */
export function controls(knobs, turns, turn, undo) {
  const turned = new Map(turns);
  const made = (knob) => new Knob(knob, turned.get(knob.path) ?? null, turn).element;
  const isFirst = (knob) => knob.given || turned.has(knob.path);
  const first = knobs.filter(isFirst).sort((a, b) => rank(a) - rank(b));
  const others = knobs.filter((knob) => !isFirst(knob));
  return h("div", { class: "knobs" },
    h("div", { class: "knob-grid" }, first.map(made)),
    h("p", { class: "row" }, button("Undo changes", undo, { class: "small undo", disabled: turns.length === 0 })),
    others.length > 0 && more(others, made));
}

/** What is turned most, first; the rest as in the file. */
const telling = [
  /\.buffer$/, /\.parallelism$/, /\.cost(\.cv)?$/, /^train\.step(\.cv)?$/, /^disk\.latency(\.cv)?$/, /^cpu\.cores$/,
];

function rank({ path }) {
  const at = telling.findIndex((pattern) => pattern.test(path));
  return at < 0 ? telling.length : at;
}

function more(knobs, made) {
  const inside = h("div", { class: "knob-grid" });
  const fold = h("details", {}, h("summary", {}, `More controls (${knobs.length})`), inside);
  fold.addEventListener("toggle", () => {
    if (fold.open && !inside.childElementCount) fill(inside, knobs.map(made));
  });
  return fold;
}

/** The parameter whose curve is most telling: the buffer of a prefetch, then parallel calls, then any count. */
export function mostTelling(knobs) {
  const counts = knobs.filter(({ kind }) => kind === "count");
  const wanted = [/prefetch.*\.buffer$/, /\.buffer$/, /\.parallelism$/, /\.cores$/];
  for (const pattern of wanted) {
    const fitting = counts.filter(({ path }) => pattern.test(path));
    if (fitting.length) return fitting.find(({ given }) => given) ?? fitting[0];
  }
  return counts[0] ?? knobs[0] ?? null;
}
