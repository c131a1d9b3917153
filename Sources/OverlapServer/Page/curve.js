// @ts-check
// Throughput against a parameter: line, interval band, ceiling, knee and the reader's guess.

import { svg } from "./dom.js";
import { roundAbove } from "./scale.js";
import { meaning, significant } from "./text.js";
import { placeAmong } from "./vary.js";

const height = 168;
const margin = { left: 52, right: 14, top: 24, bottom: 32 };

/**
 * @typedef {{label: string, mean: number | null, low: number | null, high: number | null, text: string}} Point
 * without a mean where there is none: `text` says why
 * @typedef {object} Curve
 * @property {string} title what the horizontal axis is
 * @property {string[]} labels values along it
 * @property {number[] | null} numbers the same as numbers
 * @property {Map<string, (Point | null)[]>} series points by variant, in the order of the labels
 * @property {number | null} ceiling @property {string} ceilingText
 * @property {string | null} knee @property {string} kneeText @property {number | null} guess
 */

/** @param {Curve} curve @param {number} width */
export function drawCurve(curve, width) {
  const points = [...curve.series.values()].flat().filter(hasFigure);
  const most = roundAbove(Math.max(curve.ceiling ?? 0, ...points.map(({ high }) => high)) * 1.02);
  const count = Math.max(2, curve.labels.length);
  const x = (place) => margin.left + (place / (count - 1)) * (width - margin.left - margin.right);
  const y = (value) => height - margin.bottom - (value / most) * (height - margin.top - margin.bottom);
  const picture = svg("svg", {
    class: "curve", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": inWords(curve),
  }, axes(curve, width, x, y, most));
  if (curve.ceiling !== null) picture.append(ceiling(curve, width, y));
  let index = 0;
  for (const [variant, line] of curve.series) {
    picture.append(drawLine(line, x, y, index));
    if (curve.series.size > 1) picture.append(nameOf(variant, line, x, y));
    index += 1;
  }
  picture.append(...missing(curve, x, y));
  if (curve.numbers) marks(curve, x).forEach((mark) => picture.append(mark));
  return picture;
}

function axes({ labels, title }, width, x, y, most) {
  const every = Math.ceil((labels.length * 42) / (width - margin.left));
  const values = [0, most / 2, most];
  return svg("g", {},
    values.map((value) => [
      svg("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }),
      svg("text", { class: "tick-name last", x: margin.left - 6, y: y(value) + 4 }, significant(value)),
    ]),
    labels.map((label, at) => at % every === 0
      && svg("text", { class: "tick-name middle", x: x(at), y: height - margin.bottom + 15 },
        `${label} ${meaning(title, Number(label))}`)),
    svg("text", { class: "tick-name last", x: width - margin.right, y: height - 4 }, title),
    svg("text", { class: "tick-name", x: 0, y: 12 }, "samples/s"));
}

function ceiling({ ceiling, ceilingText }, width, y) {
  return svg("g", {},
    svg("line", { class: "ceiling", x1: margin.left, x2: width - margin.right, y1: y(ceiling), y2: y(ceiling) }),
    svg("text", { class: "tick-name last", x: width - margin.right, y: y(ceiling) - 5 }, `step alone ${ceilingText}`));
}

/** Whether a point has arrived, and has something to draw. */
function hasFigure(point) {
  return point !== null && point.mean !== null;
}

/** What a point says. @param {Point} point */
export function rate({ mean, text }) {
  return mean === null ? text : `${text} samples/s`;
}

/** A variant's line with its band; what has no figure, or has not arrived, leaves a gap. */
function drawLine(line, x, y, index) {
  return svg("g", { class: `series series-${index % 4}` }, stretches(line).map((known) => {
    const along = (value) => known.map(({ point, at }) => `${x(at).toFixed(1)} ${y(value(point)).toFixed(1)}`);
    const [upper, lower] = [along(({ high }) => high), along(({ low }) => low).reverse()];
    return [
      svg("path", { class: "band", d: `M${[...upper, ...lower].join("L")}Z` }),
      svg("path", { class: "line", d: `M${along(({ mean }) => mean).join("L")}` }),
      known.map(({ point, at }) => svg("circle", { class: "point", cx: x(at), cy: y(point.mean), r: 3.5 },
        svg("title", {}, `${point.label}: ${rate(point)}`))),
    ];
  }));
}

/** The points with figures that follow each other, with their places. */
function stretches(line) {
  const all = [];
  line.forEach((point, at) => {
    if (!hasFigure(point)) return;
    if (at > 0 && hasFigure(line[at - 1])) all.at(-1).push({ point, at });
    else all.push([{ point, at }]);
  });
  return all;
}

/** Crosses on the axis where variants have no figure; the first says why. */
function missing({ labels, series }, x, y) {
  const at = (place) => [...series].map(([variant, line]) => [variant, line[place] ?? null])
    .filter(([, point]) => point !== null && !hasFigure(point));
  const places = labels.map((_, place) => ({ place, points: at(place) })).filter(({ points }) => points.length > 0);
  const name = ([variant, { label, text }]) => `${series.size > 1 ? `${variant}, ` : ""}${label}: ${text}`;
  const [middle, isLate] = [y(0) - 7, places[0]?.place > (labels.length - 1) / 2];
  return places.map(({ place, points }, index) => svg("g", {},
    svg("path", { class: "missing", d: `M${x(place) - 4} ${middle - 4}l8 8m0 -8l-8 8` },
      svg("title", {}, points.map(name).join("\n"))),
    index === 0 && svg("text", {
      class: `tick-name${isLate ? " last" : ""}`, x: x(place) + (isLate ? -9 : 9), y: middle + 4,
    }, points[0][1].text)));
}

function nameOf(variant, line, x, y) {
  const at = line.findLastIndex(hasFigure);
  if (at < 0) return svg("g");
  return svg("text", { class: "series-name last", x: x(at), y: y(/** @type {Point} */ (line[at]).mean) + 16 }, variant);
}

/** The knee and the guess, as lines from top to bottom. */
function marks({ knee, kneeText, guess, numbers }, x) {
  const last = numbers.length - 1;
  const mark = (number, style, text, top) => {
    const place = placeAmong(number, numbers);
    const isLate = place > last / 2;
    return svg("g", { class: style },
      svg("line", { x1: x(place), x2: x(place), y1: top + 4, y2: height - margin.bottom }),
      svg("text", { class: isLate ? "last" : "", x: x(place) + (isLate ? -5 : 5), y: top + 14 }, text));
  };
  return [
    knee !== null && Number.isFinite(Number(knee)) ? mark(Number(knee), "knee", `knee ${kneeText}`, 48) : null,
    guess !== null ? mark(guess, "guess", `your guess ${guess}`, 70) : null,
  ].filter((one) => one !== null);
}

/** The curve for those who do not see it. */
export function inWords(curve) {
  const lines = [...curve.series].map(([variant, line]) => {
    const points = line.filter((point) => point !== null).map(({ label, text }) => `${label}: ${text}`);
    return `${variant || "throughput"}, samples per second, ${points.join(", ")}.`;
  });
  if (curve.ceiling !== null) lines.push(`The step alone: ${curve.ceilingText}.`);
  if (curve.knee !== null) lines.push(`Knee at ${curve.kneeText}.`);
  return [`Throughput against ${curve.title}.`, ...lines].join(" ");
}
