// @ts-check
// How many elements are ready in each buffer.

import { svg } from "./dom.js";
import { area } from "./pieces.js";
import { grouped, named } from "./text.js";

/** A buffer's strip: the number ready as a height, dashed where it is full. */
export function strip(buffer, scale, y, height, place, isKitchen) {
  const name = `${named(buffer.name, isKitchen)} 0..${buffer.capacity}`;
  return svg("g", {},
    svg("text", { class: "lane-name", x: 0, y: y + height * 0.75 }, place.short(name)),
    svg("text", { class: "lane-share", x: place.width, y: y + height * 0.75 }, grouped(buffer.mean, 2)),
    svg("rect", { class: "lane", x: scale.left, y, width: scale.right - scale.left, height }),
    svg("path", { class: "buffer", d: area(buffer.steps, buffer.capacity, scale, y, height) }),
    svg("line", { class: "full", x1: scale.left, x2: scale.right, y1: y, y2: y }));
}

/** How many elements a buffer holds at a time. */
export function levelAt(buffer, time) {
  let level = 0;
  for (const [begin, number] of buffer.steps) {
    if (begin > time) break;
    level = number;
  }
  return level;
}

/** A buffer in words, for those who do not see it. */
export function bufferSentence(buffer, isKitchen) {
  const name = named(buffer.name, isKitchen);
  return `${name}: ${grouped(buffer.mean, 2)} of ${buffer.capacity} elements ready on average.`;
}
