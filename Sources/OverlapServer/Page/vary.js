// @ts-check
// Values that a curve is drawn over, in the command's own words: `prefetch.buffer=0..64:log2`.

import { clean, coarse, unitFor } from "./units.js";

/** The usual values of a parameter. */
export function usual(knob) {
  if (knob.kind === "count") return `${Math.max(0, knob.minimum ?? 0)}..${Math.min(knob.maximum ?? Infinity, 64)}:log2`;
  if (knob.kind === "variability") return "0..2:0.25";
  const value = knob.value || 1;
  const [unit, size] = unitFor(value, knob.unit ?? "1");
  return [0.25, 0.5, 0.75, 1, 1.5, 2, 4]
    .map((factor) => `${clean(coarse((value / size) * factor))} ${unit}`.trim()).join(",");
}

/** The numbers that a range stands for, to place them before they are computed; null where that is not clear. */
export function numbersOf(values) {
  const list = values.split(",").map(Number);
  if (list.every(Number.isFinite)) return list;
  const match = /^(\d+)\.\.(\d+)(?::(log2|[0-9.]+))?$/.exec(values);
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  const numbers = [];
  for (let number = from; number <= to && numbers.length < 200; number = next(number, match[3])) numbers.push(number);
  if (match[3] === "log2" && numbers.at(-1) !== to) numbers.push(to);
  return numbers;
}

function next(number, step) {
  if (step === "log2") return number === 0 ? 1 : number * 2;
  return clean(number + Number(step ?? 1));
}

/** Where a number stands between others: 1.5 is halfway from the second to the third. */
export function placeAmong(number, numbers) {
  const at = numbers.findIndex((one) => one >= number);
  if (at < 0) return numbers.length - 1;
  if (at === 0 || numbers[at] === number) return at;
  return at - 1 + (number - numbers[at - 1]) / (numbers[at] - numbers[at - 1]);
}
