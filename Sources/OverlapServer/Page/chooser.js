// @ts-check
// Chooses a scenario, or takes one that is pasted; mistakes are shown at their lines.

import { button, fill, h } from "./dom.js";
import { counted, marked } from "./text.js";

const groups = {
  yours: "Yours", lesson: "Six steps", myths: "Myths", pitfalls: "Pitfalls", "when-not": "When not to prefetch",
  expert: "For experts", examples: "Examples", templates: "Templates",
};

export class Chooser {
  /**
   * @param {any[]} scenarios
   * @param {{choose: (name: string) => void, paste: (text: string) => void}} actions
   */
  constructor(scenarios, { choose, paste }) {
    this.select = h("select", { id: "scenario", onchange: () => this.select.value && choose(this.select.value) },
      h("option", { value: "" }, "pasted text"),
      Object.entries(groups).map(([group, title]) => options(title, scenarios, group)));
    this.field = h("textarea", { id: "scenario-text", rows: 18, spellcheck: "false", autocomplete: "off" });
    this.mistakes = h("div", { class: "mistakes", role: "alert" });
    this.editor = h("details", { class: "editor" }, this.summary = h("summary", {}, "Edit or paste"),
      h("label", { for: "scenario-text" }, "The scenario as YAML"), this.field,
      h("p", { class: "row" }, button("Use this text", () => paste(this.field.value), { class: "strong" })),
      this.mistakes);
    this.element = h("div", { class: "chooser" }, h("label", { for: "scenario" }, "Scenario"), this.select);
  }

  /** @param {string} name empty for a pasted text */
  show(name, text) {
    this.select.value = name;
    this.field.value = text;
    this.field.setSelectionRange(0, 0);
    fill(this.mistakes);
  }

  /** Hides the text, once it is used; the focus stays where it can be opened again. */
  close() {
    if (this.editor.contains(document.activeElement)) this.summary.focus();
    this.editor.open = false;
  }

  /**
   * Shows what is wrong with a scenario, and marks the first place in the text that was pasted.
   * @param {any} error @param {{scenario: string, text: string}} state the text of one that has a name is not known
   */
  showMistakes(error, { scenario, text }) {
    this.editor.open = true;
    this.select.value = text ? "" : scenario;
    this.field.value = text;
    const list = error.diagnostics ?? [];
    const head = list.length ? `In the scenario: ${counted(list.length, "mistake")}` : error.message;
    fill(this.mistakes, h("p", { class: "error" }, head), list.map((one) => this.#mistake(one, text)));
    const first = text && list.find(isInText);
    if (first) this.#select(first);
  }

  #mistake(one, text) {
    const { line, column, message, accepted, suggestion, hint, sourceLine } = one;
    const source = sourceLine ?? (line ? text.split("\n")[line - 1] : null);
    const place = text && isInText(one) && button(`Line ${line}`, () => this.#select(one), { class: "small" });
    const caret = column && h("span", { class: "caret" }, `${" ".repeat(column - 1)}^`);
    return h("div", { class: "mistake" },
      h("p", {}, place, " ", marked(message)),
      source && h("pre", { tabindex: "0" }, `${source}\n`, caret),
      accepted && h("p", {}, "Accepted: ", marked(accepted)),
      suggestion && h("p", {}, "Did you mean ", marked(suggestion), "?"),
      hint && h("p", {}, marked(hint)));
  }

  /** Selects what is wrong in the text, so that typing replaces it; the whole line where its place is not known. */
  #select({ line, column }) {
    const lines = this.field.value.split("\n");
    const begin = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.field.focus();
    const wrong = column ? /^[^,:#[\]{}]+/.exec(lines[line - 1]?.slice(column - 1) ?? "")?.[0].trimEnd() : null;
    const [from, length] = wrong ? [begin + column - 1, wrong.length] : [begin, lines[line - 1]?.length ?? 0];
    this.field.setSelectionRange(from, from + length);
    this.field.scrollTop = Math.max(0, (line - 6) * (this.field.scrollHeight / Math.max(1, lines.length)));
  }
}

/** `lesson/3-prefetch` as `3-prefetch`: the group says the rest. */
function short(name) {
  return name.replace(/^.*\//, "").replace(/\.yaml$/, "");
}

function options(title, scenarios, group) {
  const members = scenarios.filter((one) => one.group === group);
  if (members.length === 0) return null;
  return h("optgroup", { label: title },
    members.map(({ name, title }) => h("option", { value: name, title }, short(name))));
}

/** Whether a mistake is in the scenario's text, not in a change of it. */
function isInText({ line, file }) {
  return Boolean(line) && file !== "command line";
}
