// @ts-check
// The laboratory: a scenario, its controls, and what they come to.

import { get, post } from "./api.js";
import { Chooser } from "./chooser.js";
import { fill, h, isStill, leap, refill } from "./dom.js";
import { Explain } from "./explain.js";
import { Guess } from "./guess.js";
import { controls } from "./knobs.js";
import { clamped } from "./link.js";
import { Live } from "./live.js";
import { Outcome } from "./outcome.js";
import { Picture } from "./picture.js";
import { saveRow } from "./save.js";
import { Sweep } from "./sweep.js";
import { variantChoice } from "./variants.js";
import { windowChoice } from "./window.js";

/** Lanes of a kind beyond which they share a row here, where there is less room. */
const mostLanes = 4;
/** Milliseconds without a move after which figures are simulated as exactly as the scenario asks for. */
const settling = 250;

export class Laboratory {
  #check = null;
  #timer = 0;
  #opened = "";
  #openings = 0;

  /**
   * @param {import("./link.js").State} state
   * @param {(change: object) => void} update the state, and with it the link
   */
  constructor(state, update) {
    this.state = state;
    this.update = update;
    this.window = h("div", { class: "window" });
    this.picture = new Picture({ most: mostLanes, isKitchen: state.kitchen, foot: this.window });
    this.outcome = new Outcome();
    this.sweep = new Sweep();
    this.explain = new Explain(() => this.request);
    this.guess = new Guess((vary, guess, isCount) => this.#drawAndGo(vary, guess, isCount));
    this.live = new Live((question, signal) => post("/api/timeline", question, signal),
      (answer) => this.picture.show(answer), (error) => this.picture.fail(error));
    this.variants = h("div");
    this.knobs = h("div");
    this.notes = h("div", { class: "notes", role: "status" });
    this.bar = h("div", { class: "bar-row" });
    this.element = this.#layout();
  }

  /** The scenario with its changes, as requests name it. */
  get request() {
    const { scenario, text, variant, set, turn } = this.state;
    return { ...(text ? { scenario: text } : { name: scenario }), variants: variant, set, turn };
  }

  /** The command that prints the timeline. */
  get command() { return this.picture.command ?? "overlap serve"; }

  #layout() {
    this.title = h("h1", { class: "unseen", tabindex: "-1" }, "Laboratory");
    this.curve = h("section", { class: "card", tabindex: "-1", "aria-label": "Curve" }, this.sweep.element);
    const [past, end] = leap("controls");
    return h("div", { class: "laboratory" },
      this.title,
      this.bar, this.notes,
      h("div", { class: "pair" }, this.guess.element, this.outcome.element),
      h("section", { class: "card", "aria-label": "Timeline" }, this.picture.element),
      h("div", { class: "pair" },
        h("section", { class: "card", "aria-label": "Controls" }, past, this.knobs, end), this.curve),
      this.explain.element, saveRow(() => ({ ...this.request, ...this.shownPart }), () => this.guess));
  }

  /** Shows a state: another scenario is opened, another kitchen view only redrawn. */
  async show(state) {
    this.state = state;
    this.picture.setKitchen(state.kitchen);
    await this.#listed();
    const key = JSON.stringify(this.#opening);
    if (key === this.#opened) return;
    this.#opened = key;
    await this.open();
  }

  get #opening() {
    const { scenario, text, variant, set, turn, from, to, steps } = this.state;
    return { scenario, text, variant, set, turn, from, to, steps };
  }

  async #listed() {
    if (this.chooser) return;
    const { started, scenarios } = await get("/api/scenarios");
    const names = scenarios.map(({ name }) => name);
    this.usualScenario = started ?? names.find((name) => name.endsWith("/ladder.yaml")) ?? names[0];
    const fresh = { variant: [], set: [], turn: [], from: "", to: "", steps: 12, vary: "", guess: "" };
    this.chooser = new Chooser(scenarios, {
      choose: (scenario) => this.#begin({ ...fresh, scenario, text: "" }),
      paste: (text) => this.#begin({ ...fresh, scenario: "", text }),
    });
    fill(this.bar, this.chooser.element, this.chooser.editor, this.variants);
  }

  /** Opens another scenario. */
  #begin(change) {
    this.update(change);
    this.#opened = JSON.stringify(this.#opening);
    this.open();
  }

  /** Reads the scenario, then shows everything anew. */
  async open() {
    this.live.cancel();
    clearTimeout(this.#timer);
    this.outcome.age();
    this.sweep.clear();
    this.explain.clear();
    const notes = [];
    const opening = ++this.#openings;
    if (!this.state.scenario && !this.state.text) this.state.scenario = this.usualScenario;
    try {
      const { check, variant, turn } = await this.#read(notes);
      if (opening !== this.#openings) return;
      this.#check = check;
      Object.assign(this.state, { variant, turn });
    } catch (error) {
      if (opening !== this.#openings) return;
      this.chooser.showMistakes(error, this.state);
      this.picture.clear();
      this.outcome.fail(error);
      return;
    }
    if (this.state.text) notes.push("The commands below read pipeline.yaml: save it with “Scenario”, at the end.");
    fill(this.notes, [...notes, ...this.#check.notes].map((note) => h("p", { class: "note" }, note)));
    this.chooser.show(this.state.scenario, this.#check.text);
    if (this.state.text) this.chooser.close();
    this.#showControls();
    this.guess.show(this.#check, this.state.vary, this.state.guess);
    this.refresh();
    if (this.state.guess) this.#draw(this.state.vary, this.state.guess, this.guess.isCount);
  }

  /** Checks the scenario without the controls' changes first, to bound them by what is accepted. */
  async #read(notes) {
    const { variants, turn, ...plain } = this.request;
    let check = await post("/api/check", plain);
    const known = variants.filter((variant) => check.variants.includes(variant));
    if (known.length < variants.length) notes.push("The link names a variant that does not exist.");
    const variant = known.length ? known : check.variants.slice(0, 1);
    if (variant[0] !== check.variant) check = await post("/api/check", { ...plain, variants: variant });
    return { check, variant, turn: turn.map((one) => accepted(one, check.knobs, notes)).filter((one) => one !== null) };
  }

  #showControls() {
    const { state } = this;
    refill(this.variants, variantChoice(this.#check.variants, state.variant, (variant) => this.#begin({ variant })));
    refill(this.window, windowChoice(state, (change) => this.#begin(change)));
    const isShared = state.variant.length > 1;
    const whose = `Values of ${state.variant[0]}; a change holds for all that are shown.`;
    refill(this.knobs, isShared && h("p", { class: "note" }, whose),
      controls(this.#check.knobs, state.turn, this.#turn.bind(this), () => this.#begin({ turn: [] })));
  }

  #turn(path, value, since) {
    const others = this.state.turn.filter(([other]) => other !== path);
    this.state.turn = [...others, [path, value]];
    this.refresh(since);
  }

  /** The part of the run whose lanes are shown. */
  get shownPart() {
    const { from, to, steps } = this.state;
    return { ...(from ? { from } : {}), ...(to ? { to } : {}), steps };
  }

  /** Draws the lanes at once, and simulates exactly when the hand rests. */
  refresh(since = null) {
    this.outcome.age();
    this.live.ask({ ...this.request, ...this.shownPart }, since);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(since !== null), since === null ? 0 : settling);
  }

  #settle(isTurned) {
    this.update({ turn: this.state.turn });
    this.#opened = JSON.stringify(this.#opening);
    if (isTurned) {
      const undo = this.knobs.querySelector(".undo");
      if (undo) undo.disabled = false;
      this.sweep.age(() => this.#drawAndGo(this.state.vary, this.state.guess, this.guess.isCount));
      this.explain.clear();
    }
    this.outcome.ask(this.request);
  }

  /** Draws the curve that somebody asked for, far from where it is drawn. */
  #drawAndGo(vary, guess, isCount) {
    this.#draw(vary, guess, isCount);
    this.curve.focus({ preventScroll: true });
    this.sweep.element.scrollIntoView({ behavior: isStill() ? "auto" : "smooth", block: "center" });
  }

  #draw(vary, guess, isCount) {
    this.update({ vary, guess });
    const number = /^\d+$/.test(guess) ? Number(guess) : null;
    this.sweep.draw(this.request, vary, { guess: number, isCount });
  }
}

/**
 * A control's value as far as the control takes it; null where there is no such control or word.
 * @param {[string, number | string]} turn @param {any[]} knobs @param {string[]} notes
 * @returns {[string, number | string] | null}
 */
function accepted([path, value], knobs, notes) {
  const knob = knobs.find((one) => one.path === path);
  if (!knob) return null;
  if (typeof value === "string") return knob.words.includes(value) ? [path, value] : null;
  const inside = clamped(value, knob.minimum, knob.maximum, path, notes);
  return inside === null ? null : [path, inside];
}
