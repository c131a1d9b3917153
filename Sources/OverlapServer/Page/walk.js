// @ts-check
// One span of a timeline, found by the pointer or by arrow keys, and what it is.

import { indexAt } from "./pieces.js";
import { duration, moment, named } from "./text.js";

/** What a span's numbers are, in the interface's order. */
export function spanOf(array, figure) {
  const [begin, end, place, sample, samples, epoch, number, accelerator, isFinished, name] = array;
  const stage = name ?? figure.stages[place] ?? "training loop";
  return { begin, end, stage, sample, samples, epoch, number, accelerator, isFinished };
}

/** A span in words: `worker 1: decode 12, sample 5,126, epoch 0, 18 ms to 20 ms (2 ms)`. */
export function spanInWords(lane, array, figure, isKitchen) {
  const span = spanOf(array, figure);
  const length = figure.to - figure.from;
  const what = span.samples > 1 ? `${span.samples} samples from ${span.sample}` : `sample ${span.sample}`;
  const times = `${moment(span.begin, length)} to ${moment(span.end, length)} (${duration(span.end - span.begin)})`;
  const cut = span.isFinished ? "" : ", goes on";
  return `${named(lane.name, isKitchen)}: ${span.stage} ${span.number}, ${what}, epoch ${span.epoch}, ${times}${cut}`;
}

/** What a lane does at a time, in words. */
export function laneInWords(lane, time, figure, isKitchen) {
  const span = lane.spans[indexAt(lane.spans, time)];
  if (span && span[1] > time) return spanInWords(lane, span, figure, isKitchen);
  const piece = lane.pieces[indexAt(lane.pieces, time)];
  if (!piece) return "";
  const length = figure.to - figure.from;
  const times = `${moment(piece[0], length)} to ${moment(piece[1], length)} (${duration(piece[1] - piece[0])})`;
  return `${named(lane.name, isKitchen)}: ${piece[2]}, ${times}`;
}

/** A place in a figure, moved by arrow keys: along a lane, or to the lane above or below. */
export class Walk {
  lane = 0;
  span = -1;

  /** @param {any} figure */
  constructor(figure) {
    this.figure = figure;
  }

  get place() {
    const lane = this.figure.lanes[this.lane];
    return { lane, span: lane?.spans[this.span] ?? null };
  }

  /** Moves on; whether the key means something here. */
  press(key) {
    const { lanes } = this.figure;
    const spans = lanes[this.lane]?.spans ?? [];
    if (key === "ArrowRight") this.span = Math.min(this.span + 1, spans.length - 1);
    else if (key === "ArrowLeft") this.span = Math.max(this.span - 1, 0);
    else if (key === "Home") this.span = 0;
    else if (key === "End") this.span = spans.length - 1;
    else if (key === "ArrowDown" || key === "ArrowUp") this.#turn(key === "ArrowDown" ? 1 : -1);
    else return false;
    return true;
  }

  #turn(step) {
    const time = this.place.span?.[0] ?? this.figure.from;
    this.lane = Math.max(0, Math.min(this.figure.lanes.length - 1, this.lane + step));
    this.span = Math.max(0, indexAt(this.figure.lanes[this.lane].spans, time));
  }
}
