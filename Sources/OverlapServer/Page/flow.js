// @ts-check
// Where elements are at a moment: in disk, workers, buffers and accelerator, and on the way between them.

import { svg } from "./dom.js";
import { levelAt } from "./buffers.js";
import { indexAt } from "./pieces.js";
import { named } from "./text.js";
import { spanOf } from "./walk.js";

/** Share of the window that an element is shown on its way; work itself takes the time that it takes. */
const travel = 0.03;
const mostTravellers = 60;
const mostCells = 8;
const height = 62;

/** @type {[string, string[]][]} the places of a flow, from left to right */
const stations = [
  ["disk", ["disk"]],
  ["CPU", ["worker", "ownThread", "stageThread", "trainingLoop"]],
  ["buffer", []],
  ["copy", ["copyEngine"]],
  ["accelerator", ["accelerator", "stepCores"]],
];

/** The stations that a figure has, with their lanes. */
function stationsOf(figure) {
  return stations
    .map(([title, kinds]) => ({ title, lanes: figure.lanes.filter((lane) => kinds.includes(lane.kind)) }))
    .filter(({ title, lanes }) => lanes.length > 0 || (title === "buffer" && figure.buffers.length > 0));
}

/**
 * The elements on their way at a time: from which station to which, and how far.
 * @returns {{from: number, to: number, progress: number, isBatch: boolean}[]}
 */
export function travellers(figure, places, time) {
  const span = (figure.to - figure.from) * travel;
  const found = [];
  const leave = (from, to, since, samples) => {
    if (since >= 0 && since < span && found.length < mostTravellers) {
      found.push({ from, to, progress: since / span, isBatch: samples > 1 });
    }
  };
  places.forEach(({ title, lanes }, index) => {
    for (const lane of lanes) {
      for (let at = indexAt(lane.spans, time); at >= 0 && lane.spans[at][1] > time - span; at -= 1) {
        const [begin, end, , , samples] = lane.spans[at];
        if (title === "accelerator" || title === "copy") leave(index - 1, index, time - begin, samples);
        else if (places[index + 1] && !takes(places[index + 1])) leave(index, index + 1, time - end, samples);
      }
    }
  });
  return found;
}

/** Whether a station fetches elements when its work begins, instead of being handed them. */
function takes({ title }) {
  return title === "accelerator" || title === "copy";
}

/** A picture of a flow that can be set to any time. */
export class Flow {
  /** @param {any} figure @param {number} width @param {{isKitchen: boolean, isStill: boolean}} options */
  constructor(figure, width, { isKitchen, isStill }) {
    this.figure = figure;
    this.isStill = isStill;
    this.isKitchen = isKitchen;
    this.places = stationsOf(figure);
    const gap = Math.min(70, width * 0.06);
    this.size = (width - gap * (this.places.length - 1)) / this.places.length;
    this.x = (index) => index * (this.size + gap);
    this.dots = svg("g");
    const viewBox = `0 0 ${width} ${height}`;
    this.element = svg("svg", { class: "flow", viewBox, width, height, "aria-hidden": "true" });
    this.cells = this.places.flatMap((place, index) => this.#station(place, index));
    this.element.append(this.dots);
  }

  /** Shows a moment (ns). */
  set(time) {
    for (const show of this.cells) show(time);
    if (this.isStill) return;
    this.dots.replaceChildren(...travellers(this.figure, this.places, time).map(({ from, to, progress, isBatch }) => {
      const start = this.x(from) + this.size;
      const x = start + (this.x(to) - start) * progress;
      return svg("circle", { class: "traveller", cx: x.toFixed(1), cy: 37, r: isBatch ? 7 : 4 });
    }));
  }

  #station({ title, lanes }, index) {
    const x = this.x(index);
    this.element.append(svg("text", { class: "station", x, y: 10 }, this.#title(title)));
    const before = this.x(index - 1) + this.size;
    if (index > 0) this.element.append(svg("line", { class: "belt", x1: before, x2: x, y1: 37, y2: 37 }));
    if (title === "buffer") return this.figure.buffers.slice(-3).map((buffer, row) => this.#buffer(buffer, x, row));
    if (lanes.length > mostCells) return [this.#crowd(lanes, x)];
    return lanes.map((lane, at) => this.#cell(lane, x, at, lanes.length));
  }

  #title(title) {
    const kitchen = { disk: "larder", CPU: "cooks", buffer: "pass", copy: "waiter", accelerator: "table" };
    return this.isKitchen ? kitchen[title] : title;
  }

  /** A lane's box: filled while it works, with the number of what it works on. */
  #cell(lane, x, at, count) {
    const columns = count > 2 ? Math.ceil(count / 2) : 1;
    const [width, tall] = [this.size / columns, count > 1 ? 20 : 44];
    const [left, top] = [x + (at % columns) * width, 15 + Math.floor(at / columns) * 23];
    const box = svg("rect", { class: "cell", x: left, y: top, width: width - 2, height: tall, rx: 3 });
    const label = svg("text", { class: "cell-name", x: left + width / 2 - 1, y: top + tall / 2 + 4 });
    this.element.append(box, label);
    return (time) => {
      const span = lane.spans[indexAt(lane.spans, time)];
      const isBusy = span && span[1] > time;
      box.setAttribute("class", isBusy ? `cell ${lane.style}` : "cell");
      label.setAttribute("class", isBusy ? `cell-name on-${lane.style}` : "cell-name");
      label.textContent = width < 34 ? "" : isBusy ? this.#work(span, width) : width > 60 ? this.#idle(lane, time) : "";
    };
  }

  /** What a lane works on, as far as there is room to say it. */
  #work(array, width) {
    const { stage, number } = spanOf(array, this.figure);
    return width > 110 ? `${stage} ${number}` : `${number}`;
  }

  #idle(lane, time) {
    const piece = lane.pieces[indexAt(lane.pieces, time)];
    return piece && piece[2] !== "work" ? piece[2] : "";
  }

  /** Many lanes as one box, filled as far as they work. */
  #crowd(lanes, x) {
    const frame = svg("rect", { class: "cell", x, y: 15, width: this.size, height: 44, rx: 3 });
    const filled = svg("rect", { class: `cell ${lanes[0].style}`, x, y: 15, width: 0, height: 44, rx: 3 });
    const label = svg("text", { class: "cell-name outlined", x: x + this.size / 2, y: 41 });
    this.element.append(frame, filled, label);
    return (time) => {
      const busy = lanes.filter(({ spans }) => (spans[indexAt(spans, time)]?.[1] ?? 0) > time).length;
      filled.setAttribute("width", String((this.size * busy) / lanes.length));
      label.textContent = `${busy} of ${lanes.length}`;
    };
  }

  /** A buffer's places, filled from the side of its consumer. */
  #buffer(buffer, x, row) {
    const rows = Math.min(3, this.figure.buffers.length);
    const [top, tall] = [15 + (row * 46) / rows, 46 / rows - 2];
    const count = Math.min(buffer.capacity, 16);
    const width = this.size / count;
    const slots = Array.from({ length: count }, (_, at) =>
      svg("rect", { class: "slot", x: x + at * width, y: top, width: width - 2, height: tall, rx: 2 }));
    const label = svg("text", { class: "cell-name outlined", x: x + this.size / 2, y: top + tall / 2 + 4 });
    this.element.append(...slots, label);
    return (time) => {
      const level = levelAt(buffer, time);
      const filled = Math.ceil((level / Math.max(1, buffer.capacity)) * count);
      slots.forEach((slot, at) => slot.setAttribute("class", at >= count - filled ? "slot taken" : "slot"));
      label.textContent = `${rows > 1 ? `${named(buffer.name, this.isKitchen)} ` : ""}${level} of ${buffer.capacity}`;
    };
  }
}
