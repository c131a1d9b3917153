// @ts-check
// What the controls come to: throughput of each variant beside the most that it can be, and why.

import { post } from "./api.js";
import { bars } from "./bars.js";
import { commandLine } from "./command.js";
import { fill, h } from "./dom.js";
import { failure } from "./failure.js";
import { folded, table } from "./table.js";
import { marked, sentence } from "./text.js";

export class Outcome {
  #abort = new AbortController();

  constructor() {
    this.place = h("div", { class: "outcome-place", role: "status" });
    this.below = h("div", { class: "below" });
    this.element = h("section", { class: "card outcome", "aria-label": "Throughput" }, this.place, this.below);
  }

  /** What is shown is no longer of the controls' settings. */
  age() {
    this.#abort.abort();
    this.element.classList.add("stale");
  }

  /** Simulates a request's variants as exactly as the scenario asks for. @returns {Promise<any>} the answer, or null */
  async ask(request) {
    this.age();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const bounds = await post("/api/bounds", request, signal).catch(() => null);
      const answer = await post("/api/simulate", request, signal);
      this.#show(answer, bounds);
      return answer;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
      return null;
    }
  }

  fail(error) {
    this.element.classList.remove("stale");
    fill(this.place, failure(error));
    fill(this.below);
  }

  #show({ result, rows, sentences, command }, bounds) {
    this.element.classList.remove("stale");
    const texts = rows.find(({ name }) => name === "samples/s")?.cells ?? [];
    const most = Math.max(0, ...(bounds?.result.variants ?? []).map(stepAlone));
    const values = result.variants.map(({ variant, metrics, outOfMemory }, index) => ({
      label: result.variants.length > 1 || variant !== "base" ? variant : result.scenario,
      value: outOfMemory ? null : metrics.samplesPerSecond?.mean ?? null, text: texts[index] ?? "–",
      low: metrics.samplesPerSecond?.low, high: metrics.samplesPerSecond?.high,
    }));
    fill(this.place,
      bars(most > 0 ? "samples/s, of what the step alone allows" : "samples/s", values, { most }),
      h("div", { class: "why" }, sentences.map(({ variant, text }) =>
        h("p", {}, sentences.length > 1 ? h("b", {}, `${variant}: `) : null, marked(sentence(text))))),
      warnings(result.variants).map(({ text, variants }) => h("p", { class: "note" },
        result.variants.length > 1 ? h("b", {}, `${variants.join(", ")}: `) : null, marked(sentence(text)))));
    fill(this.below, commandLine(command),
      folded("All figures", () => table(result.scenario, ["", ...result.variants.map(({ variant }) => variant)],
        rows.map(({ name, cells }) => [name, ...cells]))));
  }
}

/** What must be known before the figures are trusted, variants with the same warning together. */
function warnings(variants) {
  const groups = new Map();
  for (const { variant, warnings, outOfMemory } of variants) {
    // What ran out of memory has no figures, and its sentence says so.
    if (outOfMemory) continue;
    for (const text of warnings) groups.set(text, [...(groups.get(text) ?? []), variant]);
  }
  return [...groups].map(([text, variants]) => ({ text, variants }));
}

/** What the accelerators allow, if nothing else took time. */
function stepAlone({ resources }) {
  return resources.find(({ kind }) => kind === "accelerators")?.samplesPerSecond ?? 0;
}
