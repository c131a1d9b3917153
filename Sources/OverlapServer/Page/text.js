// @ts-check
// Numbers and names as the command writes them.

import { h } from "./dom.js";

/** `42 %`, and `0.4 %` below one. */
export function share(value) {
  const percent = value * 100;
  const size = Math.abs(percent);
  return `${grouped(percent, size < 0.95 && size >= 0.05 ? 1 : 0)} %`;
}

/** `1,829`: three digits unless others are asked for. */
export function significant(value, digits = 3) {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(digits));
  return grouped(value, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))));
}

/** A decimal with thousands grouped. */
export function grouped(value, places) {
  return value.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** Units with their lengths, and the shortest windows whose times are written in them. */
const timeUnits = [
  [3600e9, "h", 7200e9], [60e9, "min", 120e9], [1e9, "s", 5e8], [1e6, "ms", 5e5], [1e3, "µs", 500], [1, "ns", 0],
];

/** Nanoseconds with three digits: `2.13 ms`. */
export function duration(nanoseconds) {
  const [size, unit] = timeUnits.find(([size]) => nanoseconds >= size) ?? [1, "ns"];
  return `${significant(nanoseconds / Number(size))} ${unit}`;
}

/** A moment in the unit of its picture, to a part of its length. */
export function moment(nanoseconds, length, digits = 4) {
  const [size, unit] = timeUnits.find(([, , least]) => length >= Number(least)) ?? [1, "ns"];
  const places = Math.max(0, Math.min(6, Math.ceil(Math.log10((Number(size) * 10 ** digits) / length))));
  return `${grouped(nanoseconds / Number(size), places)} ${unit}`;
}

/** `1 step`, `2 steps`. */
export function counted(number, noun) {
  return `${grouped(number, 0)} ${noun}${number === 1 ? "" : "s"}`;
}

/** What a value of a parameter means, where the number alone does not say it. */
export function meaning(path, value) {
  return value === 0 && /^prefetch.*\.buffer$/.test(path) ? "turns" : "";
}

/** Names of lanes in a kitchen, by the words that a pipeline uses. */
const kitchen = [
  [/^disk\b/, "larder"], [/^worker\b/, "cook"], [/^GPU\b/, "table"], [/^copy engine\b/, "waiter"],
  [/^busy workers\b/, "busy cooks"], [/^busy disk\b/, "busy larder"], [/^prefetch\b(?! thread)/, "pass"],
];

/** A name, or what it is called in a kitchen. */
export function named(name, isKitchen) {
  if (!isKitchen) return name;
  const rule = kitchen.find(([pattern]) => /** @type {RegExp} */ (pattern).test(name));
  return rule ? name.replace(/** @type {RegExp} */ (rule[0]), /** @type {string} */ (rule[1])) : name;
}

/** Words in backticks as code. */
export function marked(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}

/** `capital letter … full stop`. */
export function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}` : "";
}
