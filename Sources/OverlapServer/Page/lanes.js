// @ts-check
// The lanes of a timeline: who works when, and why a lane is idle.

import { bufferSentence, strip } from "./buffers.js";
import { svg } from "./dom.js";
import { area, shapes, working } from "./pieces.js";
import { rowsOf } from "./rows.js";
import { TimeScale } from "./scale.js";
import { named, share } from "./text.js";

/** Pixels of a row, of one that shows how many work, and between two rows. */
const roomy = { height: 17, tall: 40, gap: 6 };
const compact = { height: 15, tall: 32, gap: 5 };

/** Where a row's name, its lane and its share stand, in pixels. */
export function places(width) {
  const isNarrow = width < 560;
  const letters = isNarrow ? 12 : 22;
  return {
    width, left: isNarrow ? 86 : 150, right: width - 48,
    short: (name) => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name),
  };
}

/** The time scale that all figures of a picture share. */
export function scaleOf(figures, width) {
  const { left, right } = places(width);
  const from = Math.min(...figures.map((figure) => figure.from));
  const to = Math.max(...figures.map((figure) => figure.to));
  return new TimeScale(from, Math.max(to, from + 1), left, right);
}

/**
 * A figure's picture and where its rows are.
 * @param {any} figure @param {TimeScale} scale
 * @param {{width: number, most: number, isKitchen: boolean, isCompact: boolean}} options
 */
export function drawLanes(figure, scale, { width, most, isKitchen, isCompact }) {
  const { height, tall, gap } = isCompact ? compact : roomy;
  const place = places(width);
  const body = svg("g");
  const rows = [];
  let y = 4;
  for (const row of rowsOf(figure, most)) {
    const size = row.isMany ? tall : height;
    body.append(drawRow(row, figure, scale, y, size, place, isKitchen));
    rows.push({ ...row, y, height: size });
    y += size + gap;
  }
  for (const buffer of figure.buffers) {
    body.append(strip(buffer, scale, y, height, place, isKitchen));
    y += height + gap;
  }
  const picture = svg("svg", {
    class: "lanes", viewBox: `0 0 ${width} ${y + 16}`, width, height: y + 16, role: "img",
    "aria-label": inWords(figure, isKitchen),
  });
  picture.append(axis(scale, y), body, svg("line", { class: "playhead", y1: 0, y2: y }));
  return { picture, rows, height: y };
}

function drawRow(row, figure, scale, y, size, place, isKitchen) {
  const group = svg("g", {},
    svg("text", { class: "lane-name", x: 0, y: y + 13 }, place.short(named(row.name, isKitchen))),
    svg("text", { class: "lane-share", x: place.width, y: y + 13 }, share(row.busy)),
    svg("rect", { class: "lane", x: scale.left, y, width: scale.right - scale.left, height: size }));
  if (row.isMany) {
    const count = row.lanes.length;
    const steps = working(row.lanes, figure.from);
    group.append(svg("text", { class: "lane-note", x: 0, y: y + 27 }, `0..${count}`));
    group.append(svg("path", { class: row.lanes[0].style, d: area(steps, count, scale, y, size) }));
  } else {
    const paths = [...shapes(row.lanes[0], scale, y, size)];
    group.append(...paths.map(([style, d]) => svg("path", { class: style, d })));
  }
  return group;
}

function axis(scale, bottom) {
  return svg("g", {}, scale.ticks(scale.right - scale.left < 420 ? 70 : 95).map(({ time, label }) => {
    const x = scale.x(time);
    const isLast = x + 7 * label.length > scale.right + 8;
    return [
      svg("line", { class: "tick", x1: x, x2: x, y1: 0, y2: bottom - 4 }),
      svg("text", { class: `tick-name${isLast ? " last" : ""}`, x, y: bottom + 10 }, label),
    ];
  }));
}

/** A figure in words, for those who do not see it. */
export function inWords(figure, isKitchen) {
  const parts = figure.sentences.map((sentence) => `${named(sentence, isKitchen)}.`);
  const waits = figure.waits ? [`${figure.waits.replace(/\.$/, "")}.`] : [];
  return [`${figure.title}${figure.window ? `, ${figure.window}` : ""}.`, ...parts,
    ...figure.buffers.map((buffer) => bufferSentence(buffer, isKitchen)), ...waits].join(" ");
}
