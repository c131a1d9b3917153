// @ts-check
// Units in which numbers are typed; the interface counts in seconds, bytes and their quotients.

const seconds = [["ns", 1e-9], ["µs", 1e-6], ["ms", 1e-3], ["s", 1], ["min", 60], ["h", 3600]];
const bytes = [
  ["B", 1], ["kB", 1e3], ["KiB", 2 ** 10], ["MB", 1e6], ["MiB", 2 ** 20],
  ["GB", 1e9], ["GiB", 2 ** 30], ["TB", 1e12], ["TiB", 2 ** 40],
];
const rates = [["B/s", 1], ["kB/s", 1e3], ["MB/s", 1e6], ["GB/s", 1e9], ["TB/s", 1e12]];
const costs = [["ns/B", 1e-9], ["µs/B", 1e-6], ["ms/B", 1e-3], ["s/B", 1]];
const families = { s: seconds, B: bytes, "B/s": rates, "s/B": costs };

/**
 * The unit in which a value has few digits: its name and its size in base units.
 * @returns {[string, number]}
 */
export function unitFor(value, base) {
  const family = families[base];
  if (!family) return ["", 1];
  const fitting = family.filter(([, size]) => Math.abs(value) >= Number(size) && isShort(value / Number(size)));
  const usual = base === "s" ? ["ms", 1e-3] : family[0];
  return /** @type {[string, number]} */ (fitting.at(-1) ?? family.findLast(([, s]) => Math.abs(value) >= s) ?? usual);
}

/** Whether a number is written with at most four digits. */
function isShort(number) {
  return Math.abs(number - Number(number.toPrecision(4))) <= Math.abs(number) * 1e-12;
}

/** A number without the dust of binary fractions. */
export function clean(number) {
  return Number(number.toPrecision(12));
}

/** A number rounded to a few digits, as a slider gives it. */
export function coarse(number, digits = 3) {
  return Number(number.toPrecision(digits));
}

/** `50 ms` as a number and the words behind it; null where it is not a number with a unit. */
export function parsed(text) {
  const match = /^\s*([0-9][0-9.]*(?:e-?[0-9]+)?)\s*(\S*)\s*$/i.exec(text);
  return match ? { number: Number(match[1]), unit: match[2] } : null;
}
