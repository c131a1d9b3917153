// @ts-check
// The curve's panel: asks for a guess first, then fills the curve in as its points arrive.

import { RequestError, stream } from "./api.js";
import { commandLine } from "./command.js";
import { drawCurve, rate } from "./curve.js";
import { button, fill, h } from "./dom.js";
import { folded, table } from "./table.js";
import { marked, sentence } from "./text.js";
import { numbersOf } from "./vary.js";

export class Sweep {
  #abort = new AbortController();
  #curve = null;

  constructor() {
    this.place = h("div", { class: "curve-place" });
    this.status = h("p", { class: "note", role: "status" });
    this.below = h("div", { class: "below" });
    this.element = h("div", { class: "sweep" }, this.place, this.status, this.below);
    new ResizeObserver(() => this.#draw()).observe(this.place);
    this.clear();
  }

  /** Nothing drawn: what has been asked first is not answered before it is answered. */
  clear() {
    this.#abort.abort();
    this.#curve = null;
    fill(this.place, h("p", { class: "waiting" }, "The curve is drawn after your guess."));
    fill(this.below);
    this.status.textContent = "";
    this.element.classList.remove("stale");
  }

  /** The curve is of settings that are no longer those of the controls. */
  age(again) {
    if (!this.#curve || this.element.classList.contains("stale")) return;
    this.#abort.abort();
    this.element.classList.add("stale");
    fill(this.status, "This curve is of other settings. ", button("Draw it again", again, { class: "small" }));
  }

  /**
   * Draws the curve of a request over `vary`.
   * @param {any} request @param {string} vary @param {{guess: number | null, isCount: boolean}} options
   */
  async draw(request, vary, { guess, isCount }) {
    this.clear();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const [path, values] = vary.split(/=(.*)/s);
    const numbers = numbersOf(values);
    const curve = {
      title: path, labels: numbers?.map(String) ?? [], numbers, series: new Map(), guess,
      ceiling: null, ceilingText: "", knee: null, kneeText: "",
    };
    this.#curve = curve;
    this.status.textContent = "Simulating …";
    try {
      const point = (point) => this.#add(curve, path, point);
      const done = await stream("/api/sweep", { ...request, vary: [vary] }, { signal, point });
      this.#finish(curve, done);
      if (isCount) await this.#knee(curve, request, path, values, signal);
    } catch (error) {
      if (!signal.aborted) this.status.textContent = error instanceof RequestError ? error.message : String(error);
    }
  }

  #add(curve, path, { variant, varied, metrics, outOfMemory, text, stepAlone, stepAloneText }) {
    if (stepAlone) [curve.ceiling, curve.ceilingText] = [stepAlone, stepAloneText];
    const label = String(varied[path] ?? Object.values(varied)[0]);
    let at = curve.labels.indexOf(label);
    if (at < 0) at = curve.labels.push(label) - 1;
    const { mean = null, low, high } = metrics.samplesPerSecond ?? {};
    const line = curve.series.get(variant) ?? [];
    for (let index = 0; index < curve.labels.length; index += 1) line[index] ??= null;
    const words = outOfMemory ? "out of memory" : text ?? "–";
    line[at] = { label, mean, low: low ?? mean, high: high ?? mean, text: words };
    curve.series.set(variant, line);
    this.status.textContent = `${curve.title} = ${label}: ${rate(line[at])}`;
    this.#draw();
  }

  #finish(curve, done) {
    if (done.axis?.values?.length === curve.labels.length) curve.numbers ??= done.axis.numbers;
    this.status.textContent = done.sentences.join(" ");
    fill(this.below, done.warnings.map((text) => h("p", { class: "note" }, marked(sentence(text)))),
      commandLine(done.command), folded("The curve as a table", () => pointTable(curve)));
    this.#draw();
  }

  /** Marks the smallest value that is nearly as good as any. */
  async #knee(curve, request, path, values, signal) {
    const range = /^(\d+)\.\.(\d+)/.exec(values);
    if (!range) return;
    const vary = `${path}=${range[1]}..${range[2]}`;
    const said = this.status.textContent;
    this.status.textContent = `${said} Looking for the knee …`;
    const first = { ...request, variants: request.variants.slice(0, 1), vary };
    const { result, command } = await stream("/api/knee", first, { signal });
    const [found] = result.variants;
    curve.knee = found?.knee ?? found?.smallestKnownEnough ?? null;
    curve.kneeText = found?.knee ?? `${found?.smallestPossible} to ${found?.smallestKnownEnough}`;
    const guessed = curve.guess === null ? "" : `You guessed ${curve.guess}. `;
    this.status.textContent = `${guessed}${found?.sentence ?? said}`;
    this.below.prepend(commandLine(command));
    this.#draw();
  }

  #draw() {
    const width = Math.floor(this.place.clientWidth);
    if (this.#curve && width) fill(this.place, drawCurve(this.#curve, width));
  }
}

function pointTable(curve) {
  const names = [...curve.series.keys()];
  const rows = curve.labels.map((label, at) => [label, ...names.map((name) => curve.series.get(name)[at]?.text ?? "")]);
  const heads = names.map((name) => name || "samples/s");
  return table(`Samples per second by ${curve.title}`, [curve.title, ...heads], rows);
}
