// @ts-check
// A clock for a picture: play, pause, speed, scrub, and steps from event to event.

import { button, fill, h, isStill } from "./dom.js";
import { moment } from "./text.js";

const places = 10_000;
const speeds = [40, 20, 10, 5];

export class Playback {
  #frame = 0;
  #events = [];

  /** @param {(time: number) => void} show */
  constructor(show) {
    this.show = show;
    this.from = 0;
    this.to = 1;
    this.time = 0;
    this.seconds = 20;
    this.element = this.#controls();
  }

  /** The window and the times at which something happens. The moment that is shown stays, if it is inside. */
  setWindow(from, to, events) {
    const isNew = from !== this.from || to !== this.to;
    [this.from, this.to, this.#events] = [from, to, events];
    this.set(isNew && (this.time < from || this.time > to) ? from : Math.min(to, Math.max(from, this.time)));
  }

  get isPlaying() { return this.#frame !== 0; }

  /** Whether a moment after the beginning is shown. */
  get isMoved() { return this.isPlaying || this.time > this.from; }

  set(time) {
    this.time = time;
    const share = (time - this.from) / (this.to - this.from);
    this.scrub.value = String(Math.round(share * places));
    const text = moment(time, this.to - this.from, 3);
    this.scrub.setAttribute("aria-valuetext", text);
    this.clock.textContent = text;
    this.show(time);
  }

  /** Goes to the next event, or to the one before. */
  step(direction) {
    this.pause();
    const next = direction > 0
      ? this.#events.find((time) => time > this.time)
      : this.#events.findLast((time) => time < this.time);
    this.set(Math.min(this.to, Math.max(this.from, next ?? (direction > 0 ? this.to : this.from))));
  }

  play() {
    if (this.time >= this.to) this.set(this.from);
    let last = performance.now();
    const tick = (now) => {
      const time = this.time + ((now - last) / 1000 / this.seconds) * (this.to - this.from);
      last = now;
      this.#frame = time < this.to ? requestAnimationFrame(tick) : 0;
      this.set(Math.min(this.to, Math.max(this.from, time)));
      if (!this.#frame) this.#name();
    };
    this.#frame = requestAnimationFrame(tick);
    this.#name();
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#name();
  }

  #name() {
    fill(this.toggle, this.isPlaying ? "Pause" : "Play");
  }

  #controls() {
    this.toggle = button("Play", () => (this.isPlaying ? this.pause() : this.play()), { class: "play" });
    this.scrub = h("input", {
      type: "range", min: 0, max: places, value: 0, "aria-label": "Time shown",
      oninput: () => {
        this.pause();
        this.set(this.from + (Number(this.scrub.value) / places) * (this.to - this.from));
      },
      onkeydown: (event) => this.#key(event),
    });
    this.clock = h("output", { class: "clock" });
    const speed = h("select", { "aria-label": "Speed", onchange: () => { this.seconds = Number(speed.value); } },
      speeds.map((seconds) => h("option", { value: seconds, selected: seconds === this.seconds }, `in ${seconds} s`)));
    return h("div", { class: "playback", role: "group", "aria-label": "Playback" },
      isStill() ? null : this.toggle,
      button("‹", () => this.step(-1), { "aria-label": "Event before", class: "small" }),
      button("›", () => this.step(1), { "aria-label": "Next event", class: "small" }),
      this.scrub, this.clock, isStill() ? null : speed);
  }

  #key(event) {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    this.step(direction);
  }
}
