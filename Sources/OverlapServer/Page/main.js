// @ts-check
// Reads the link, shows what it says, and keeps the link true to what is shown.

import { get, recorded } from "./api.js";
import { fill, h } from "./dom.js";
import { Header } from "./header.js";
import { Laboratory } from "./laboratory.js";
import { Chapter } from "./lesson.js";
import { read, write } from "./link.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const notes = /** @type {HTMLElement} */ (document.getElementById("link-notes"));

class Page {
  /** @type {Chapter | null} */ chapter = null;
  /** @type {Laboratory | null} */ laboratory = null;
  step = "";
  /** The laboratory as it was left. @type {object | null} */ bench = null;

  constructor(lesson) {
    this.lesson = lesson;
    this.state = read(location.hash).state;
    this.header = new Header(lesson, {
      toggleKitchen: () => this.#toggleKitchen(),
      command: () => (this.chapter ?? this.laboratory)?.command ?? "overlap serve",
    });
    // By the event: a step that scrolling arrives at meanwhile writes the address, too.
    addEventListener("hashchange", ({ newURL }) => this.#follow(new URL(newURL).hash));
    // The address belongs to the state: the link to the content must not change it.
    document.querySelector(".skip")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.#goToContent();
    });
  }

  /** Shows what a link says. @param {string} link @param {boolean} isFollowed whether somebody went there, with the focus */
  async open(link, isFollowed = false) {
    const { state, notes: told } = read(link);
    this.state = state;
    // A link to be copied, and added to, says its version.
    history.replaceState(null, "", write(state));
    fill(notes, told.map((note) => h("p", { class: "note" }, note)));
    if (state.view === "laboratory") await this.#openLaboratory();
    else await this.#openChapter();
    if (isFollowed) this.#goToContent();
  }

  /** Goes where a link leads. What cannot be shown leaves nothing half built: the next link builds anew. */
  async #follow(link) {
    try {
      await this.open(link, true);
    } catch (error) {
      this.chapter?.close();
      this.chapter = null;
      fail(error);
    }
  }

  /** Changes the state, and the link with it. */
  update(change) {
    Object.assign(this.state, change);
    if (this.state.view === "laboratory") this.bench = { ...this.state };
    history.replaceState(null, "", write(this.state));
    this.header.show(this.state, this.step);
  }

  async #openLaboratory() {
    this.chapter?.close();
    this.chapter = null;
    this.header.show(this.state, "");
    document.title = "Laboratory · overlap";
    if (recorded) return fill(main, saved());
    if (!this.state.scenario && !this.state.text && this.bench) this.update(this.bench);
    this.laboratory ??= new Laboratory(this.state, (change) => this.update(change));
    if (!this.laboratory.element.isConnected) fill(main, this.laboratory.element);
    await this.laboratory.show(this.state);
  }

  async #openChapter() {
    const { chapters } = this.lesson;
    const { view } = this.state;
    const has = ({ steps }) => steps.some(({ id }) => id === view);
    const chapter = chapters.find((one) => has(one) || (one.id && one.id === view)) ?? chapters[0];
    this.step = has(chapter) ? view : chapter.steps[0].id;
    document.title = `${chapter.title} · overlap`;
    this.header.show(this.state, this.step);
    const isNew = this.chapter?.chapter !== chapter || this.shown !== this.state.show;
    if (isNew) await this.#build(chapter);
    else this.chapter?.goTo(view);
    this.chapter?.setKitchen(this.state.kitchen);
  }

  async #build(chapter) {
    this.chapter?.close();
    this.shown = this.state.show;
    const built = new Chapter(this.lesson, chapter, () => this.state, (step) => this.#arrived(built, step));
    this.chapter = built;
    fill(main, built.element);
    scrollTo(0, 0);
    await built.load(this.state.view);
  }

  /** Takes the focus to what is read: the address stays as it is. */
  #goToContent() {
    if (this.chapter) this.chapter.goTo(this.step, true);
    else (this.laboratory?.title.isConnected ? this.laboratory.title : main).focus();
  }

  /** Another step is read: the link follows. */
  #arrived(chapter, step) {
    if (chapter !== this.chapter || step === this.step) return;
    this.step = step;
    this.update({ view: step });
  }

  #toggleKitchen() {
    this.update({ kitchen: !this.state.kitchen });
    this.chapter?.setKitchen(this.state.kitchen);
    this.laboratory?.picture.setKitchen(this.state.kitchen);
  }
}

/** What stands in place of the laboratory where nothing can be computed. */
function saved() {
  return h("section", { class: "card" }, h("h1", {}, "Laboratory"),
    h("p", {}, "This is a saved page: the lesson is complete, but nothing can be changed or computed here. Start ",
      h("code", {}, "overlap serve"), " for the laboratory."));
}

/** Says why nothing is shown. */
function fail(error) {
  fill(main, h("p", { class: "error", role: "alert" }, error.message));
}

try {
  await new Page(await get("/api/lesson")).open(location.hash);
} catch (error) {
  fail(error);
}
