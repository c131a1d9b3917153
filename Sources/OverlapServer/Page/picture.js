// @ts-check
// What a run shows: timelines with playback, or bars; below it the command that prints the same.

import { bars } from "./bars.js";
import { commandLine } from "./command.js";
import { fill, h, isStill, leap, svg } from "./dom.js";
import { failure } from "./failure.js";
import { Flow } from "./flow.js";
import { drawLanes, scaleOf } from "./lanes.js";
import { legend } from "./legend.js";
import { Playback } from "./playback.js";
import { eventsOf } from "./rows.js";
import { folded, spanTable } from "./table.js";
import { marked, named } from "./text.js";
import { laneInWords, spanInWords, Walk } from "./walk.js";

/** Rows of all figures together beyond which they are low. */
const mostRoomy = 6;

/** A place for a picture, which can be replaced by another one. */
export class Picture {
  #figures = [];
  #drawn = [];
  #picture = null;

  /**
   * @param {{most?: number, isKitchen?: boolean, foot?: any}} [options]
   * `most`: lanes of a kind beyond which they share a row; `foot`: what stands at the end, whatever is shown
   */
  constructor(options = {}) {
    const { most = 8, isKitchen = false, foot = null } = options;
    this.most = most;
    this.isKitchen = isKitchen;
    this.playback = new Playback((time) => this.#showTime(time));
    this.stage = h("div", { class: "stage" });
    this.card = h("p", { class: "span-card", hidden: true, "aria-hidden": "true" });
    this.spoken = h("p", { class: "unseen", role: "status" });
    this.about = h("div", { class: "about" });
    this.below = h("div", { class: "below" }, this.about, foot);
    this.player = h("div", { class: "player" }, this.playback.element, this.spoken);
    [this.past, this.end] = leap("picture");
    this.element = h("div", { class: "picture" }, this.past, this.stage, this.player, this.below, this.end, this.card);
    new ResizeObserver(() => this.#redraw()).observe(this.stage);
  }

  /** @param {any} picture what the interface gives: `kind` timeline or bars */
  show(picture) {
    this.#picture = picture;
    const isTimeline = picture.kind !== "bars";
    this.player.hidden = !isTimeline;
    this.past.hidden = !isTimeline;
    this.#figures = isTimeline ? picture.figures : [];
    if (isTimeline) this.#showTimeline(picture);
    else this.#showBars(picture);
  }

  /** Shows nothing: what was drawn is of something else. */
  clear() {
    this.#picture = null;
    this.#figures = [];
    this.#drawn = [];
    this.playback.pause();
    this.player.hidden = true;
    this.past.hidden = true;
    this.#say("");
    fill(this.stage);
    fill(this.about);
  }

  /** Says why there is no picture. */
  fail(error) {
    this.clear();
    fill(this.stage, h("div", { role: "alert" }, failure(error)));
  }

  get command() { return this.#picture?.command ?? null; }

  setKitchen(isKitchen) {
    this.isKitchen = isKitchen;
    if (this.#picture) this.show(this.#picture);
  }

  #showBars({ title, values, command }) {
    const best = values.map(({ variant, value, text }) => ({ label: variant, value, text }));
    fill(this.stage, bars(title, best));
    fill(this.about, commandLine(command));
  }

  #showTimeline({ figures, causes, command }) {
    this.#redraw(true);
    const from = Math.min(...figures.map((figure) => figure.from));
    const to = Math.max(...figures.map((figure) => figure.to));
    this.playback.setWindow(from, to, eventsOf(figures));
    const warnings = figures.flatMap((figure) => figure.warnings);
    fill(this.about, legend(figures, causes), warnings.map((text) => h("p", { class: "note" }, text)),
      commandLine(command),
      folded("Spans as a table", () => figures.map((figure) => spanTable(figure, this.isKitchen))));
  }

  /** Whether there are so many rows that they have to be low. */
  get #isCompact() {
    const rows = this.#figures.map(({ lanes, buffers }) => Math.min(lanes.length, this.most) + buffers.length);
    return rows.reduce((sum, one) => sum + one, 0) > mostRoomy;
  }

  /** Draws anew, if the width has changed or `always`. */
  #redraw(always = false) {
    const width = Math.floor(this.stage.clientWidth);
    if (!this.#figures.length || !width || (width === this.width && !always)) return;
    this.width = width;
    const scale = scaleOf(this.#figures, width);
    const hasFocus = this.#drawn.findIndex(({ block }) => block.contains(document.activeElement));
    this.#drawn = this.#figures.map((figure) => this.#block(figure, scale, width));
    fill(this.stage, this.#drawn.map(({ block }) => block));
    if (hasFocus >= 0) this.#drawn[hasFocus]?.frame.focus({ preventScroll: true });
    this.#showTime(this.playback.time);
  }

  /** A figure with its title, its flow and its lanes. */
  #block(figure, scale, width) {
    const { most, isKitchen } = this;
    const drawn = drawLanes(figure, scale, { width, most, isKitchen, isCompact: this.#isCompact });
    const flow = new Flow(figure, width, { isKitchen: this.isKitchen, isStill: isStill() });
    const walk = new Walk(figure);
    const mark = svg("rect", { class: "mark", visibility: "hidden" });
    drawn.picture.append(mark);
    const frame = h("div", {
      class: "frame", tabindex: "0", role: "group",
      "aria-label": `Lanes of ${figure.title}. Arrow keys walk along the spans.`,
      onkeydown: (event) => this.#walk(event, { figure, walk, scale, mark, drawn }),
      onpointermove: (event) => this.#point(event, { figure, scale, drawn }),
      onpointerleave: () => this.#say(""), onblur: () => this.#say(""),
    }, drawn.picture);
    const block = h("figure", { class: "timeline" },
      h("figcaption", {}, h("b", {}, nameOf(figure)), figure.window ? `: ${figure.window}` : "", " ",
        h("span", { class: "shares" }, this.#summary(figure))),
      flow.element, frame);
    return { figure, scale, block, frame, flow, playhead: drawn.picture.querySelector(".playhead") };
  }

  /** The accelerator's shares, and what the loop waits for. */
  #summary(figure) {
    const accelerators = figure.sentences.filter((sentence) => /^(GPU|table|accelerator|step on CPU)/i.test(sentence));
    const sentences = [...accelerators.map((sentence) => named(sentence, this.isKitchen)), figure.waits];
    return marked(sentences.filter(Boolean).join(". "));
  }

  #showTime(time) {
    const isMoved = this.playback.isMoved;
    for (const { scale, flow, playhead } of this.#drawn) {
      flow.element.classList.toggle("running", isMoved);
      playhead.setAttribute("x1", scale.x(time).toFixed(1));
      playhead.setAttribute("x2", scale.x(time).toFixed(1));
      playhead.setAttribute("visibility", isMoved ? "visible" : "hidden");
      if (isMoved) flow.set(time);
    }
  }

  #walk(event, { figure, walk, scale, mark, drawn }) {
    if (event.altKey || event.ctrlKey || event.metaKey || !walk.press(event.key)) return;
    event.preventDefault();
    const { lane, span } = walk.place;
    const nothing = `${named(lane.name, this.isKitchen)}: no work here`;
    const text = span ? spanInWords(lane, span, figure, this.isKitchen) : nothing;
    this.spoken.textContent = text;
    const row = drawn.rows.find(({ lanes }) => lanes.includes(lane));
    mark.setAttribute("visibility", span && row ? "visible" : "hidden");
    if (!span || !row) return;
    const [from, to] = [scale.x(span[0]) - 1, scale.x(span[1]) + 1];
    const place = { x: from, y: row.y - 2, width: Math.max(3, to - from), height: row.height + 4 };
    for (const [name, value] of Object.entries(place)) mark.setAttribute(name, String(value));
    this.playback.pause();
    this.playback.set(span[0]);
    this.#say(text, mark);
  }

  /** Shows words below a shape, or below the pointer. */
  #say(text, at = null) {
    this.card.textContent = text;
    this.card.hidden = !text;
    if (!text || !at) return;
    const frame = this.element.getBoundingClientRect();
    const { left, bottom } = at.getBoundingClientRect?.() ?? { left: at.clientX, bottom: at.clientY + 14 };
    const most = frame.width - this.card.offsetWidth;
    this.card.style.left = `${Math.max(0, Math.min(most, left - frame.left))}px`;
    this.card.style.top = `${bottom - frame.top + 4}px`;
  }

  #point(event, { figure, scale, drawn }) {
    const box = drawn.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const row = drawn.rows.find((row) => y >= row.y && y < row.y + row.height);
    if (!row || x < scale.left || x > scale.right) {
      this.#say("");
    } else if (row.isMany) {
      this.#say(`${named(row.name, this.isKitchen)}: ${row.lanes.length} lanes in a row`, event);
    } else {
      this.#say(laneInWords(row.lanes[0], scale.time(x), figure, this.isKitchen), event);
    }
  }
}

/** The variant, where there are several; a measured one says so in its title. */
function nameOf({ title, variant, measured }) {
  return variant && variant !== "base" && !measured ? variant : title;
}
