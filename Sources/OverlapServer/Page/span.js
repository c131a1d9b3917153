// @ts-check
// How far a slider reaches, and which number each of its places stands for.

import { clean, coarse } from "./units.js";

const places = 1000;
const usualEnds = { s: 0.01, B: 2 ** 20, "B/s": 1e9, "s/B": 1e-8 };

/** The numbers that a knob's slider covers; on a log scale where they reach far. */
export class SliderSpan {
  /**
   * @param {{kind: string, unit: string | null, value: number | null, minimum: number, maximum: number | null}} knob
   */
  constructor({ kind, unit, value, minimum, maximum }) {
    this.isWhole = kind === "count";
    const least = minimum ?? 0;
    const start = value ?? least;
    let [low, high] = [least, 2];
    if (this.isWhole) high = Math.max(64, start * 4);
    else if (kind === "quantity" && start > 0) [low, high] = [start / 16, start * 16];
    else if (kind === "quantity") high = usualEnds[unit ?? ""] ?? 1;
    else high = Math.max(2, start * 2);
    this.low = Math.max(least, low);
    this.high = Math.max(this.low, Math.min(maximum ?? Infinity, high));
    /** What is added before the logarithm is taken, so that counts can begin with 0. */
    this.shift = this.isWhole ? 1 - this.low : 0;
    this.isLog = (this.high + this.shift) / (this.low + this.shift || 1) > 20 && this.low + this.shift > 0;
  }

  static get places() { return places; }

  /** The number at a place. */
  number(place) {
    const share = place / places;
    if (share <= 0) return this.low;
    if (share >= 1) return this.high;
    const [from, to] = [this.low + this.shift, this.high + this.shift];
    const number = this.isLog ? from * (to / from) ** share - this.shift : this.low + (this.high - this.low) * share;
    return this.isWhole ? Math.round(number) : clean(coarse(number, 2));
  }

  /** The place nearest to a number. */
  place(number) {
    const inside = Math.min(this.high, Math.max(this.low, number));
    const [from, to] = [this.low + this.shift, this.high + this.shift];
    if (to === from) return 0;
    const at = inside + this.shift;
    const share = this.isLog ? Math.log(at / from) / Math.log(to / from) : (at - from) / (to - from);
    return Math.round(share * places);
  }
}
