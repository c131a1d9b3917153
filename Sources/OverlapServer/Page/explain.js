// @ts-check
// What one more of each thing brings.

import { stream } from "./api.js";
import { bars } from "./bars.js";
import { commandLine } from "./command.js";
import { button, fill, h } from "./dom.js";

export class Explain {
  #abort = new AbortController();

  /** @param {() => any} request what is shown at the moment */
  constructor(request) {
    /** The command explains one variant after the other; the page the first. */
    this.request = () => ({ ...request(), variants: request().variants.slice(0, 1) });
    this.place = h("div");
    this.status = h("p", { class: "note", role: "status" });
    this.element = h("section", { class: "card explain" },
      h("h2", {}, "What does one more bring?"),
      h("p", { class: "row" }, button("Find out", () => this.ask()), this.status), this.place);
  }

  clear() {
    this.#abort.abort();
    this.status.textContent = "";
    fill(this.place);
  }

  async ask() {
    this.clear();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.status.textContent = "Simulating …";
    try {
      const progress = ({ text }) => { this.status.textContent = text; };
      const done = await stream("/api/explain", this.request(), { signal, progress });
      this.status.textContent = "";
      this.#show(done);
    } catch (error) {
      if (!signal.aborted) this.status.textContent = error.message;
    }
  }

  #show({ result, gains, text, command }) {
    const [{ variant, oneMore }] = result.variants;
    const texts = new Map((gains ?? []).map(({ name, text }) => [name, text]));
    const worth = oneMore.map(({ name, ratio, outOfMemory }) => ({
      label: name.replaceAll("`", ""),
      value: outOfMemory || !ratio ? null : ratio.mean - 1,
      low: ratio ? ratio.low - 1 : undefined,
      high: ratio ? ratio.high - 1 : undefined,
      text: texts.get(name) ?? (outOfMemory ? "out of memory" : "–"),
    }));
    worth.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
    fill(this.place, bars(`${variant}: throughput with one more`, worth),
      h("details", {}, h("summary", {}, "In words"), h("pre", { tabindex: "0" }, text)), commandLine(command));
  }
}
