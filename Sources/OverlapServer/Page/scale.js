// @ts-check
// Time from left to right, and round times on it.

/** Units with their lengths, and the shortest steps that they count. */
const units = [
  ["h", 3600e9, 3600e9], ["min", 60e9, 60e9], ["s", 1e9, 1e8], ["ms", 1e6, 1e5], ["µs", 1e3, 100], ["ns", 1, 1],
];
/** Round times between seconds and hours. */
const sexagesimal = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600].map((seconds) => seconds * 1e9);

/** Maps times (ns) to pixels. */
export class TimeScale {
  /** @param {number} from @param {number} to in ns @param {number} left @param {number} right in pixels */
  constructor(from, to, left, right) {
    this.from = from;
    this.to = to;
    this.left = left;
    this.right = right;
  }

  get length() { return this.to - this.from; }

  /** The pixel of a time. */
  x(time) {
    return this.left + ((time - this.from) / this.length) * (this.right - this.left);
  }

  /** The time at a pixel, inside of the window. */
  time(x) {
    const share = (x - this.left) / (this.right - this.left);
    return this.from + Math.min(1, Math.max(0, share)) * this.length;
  }

  /** Round times at least `apart` pixels from each other, with their labels. */
  ticks(apart) {
    const step = roundStep(Math.max(1, (this.length * apart) / (this.right - this.left)));
    const [symbol, size] = units.find(([, , least]) => step >= Number(least)) ?? ["ns", 1];
    const ticks = [];
    for (let time = Math.ceil(this.from / step) * step; time <= this.to; time += step) {
      ticks.push({ time, label: `${Number((time / Number(size)).toPrecision(12))} ${symbol}` });
    }
    return ticks;
  }
}

/** The shortest round time that is not shorter: 1, 2, 5, 10, … of a unit; 30 of seconds and minutes. */
function roundStep(least) {
  if (least > sexagesimal[0]) {
    const step = sexagesimal.find((step) => step >= least);
    if (step) return step;
  }
  const unit = least > 3600e9 ? 3600e9 : 1;
  const power = 10 ** Math.floor(Math.log10(least / unit));
  const factor = [1, 2, 5, 10].find((factor) => factor * power * unit >= least * (1 - 1e-9)) ?? 10;
  return Math.max(unit, factor * power * unit);
}

/** A round number that is at least as large, for the end of an axis of values. */
export function roundAbove(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power;
}
