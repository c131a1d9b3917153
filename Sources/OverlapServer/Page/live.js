// @ts-check
// Answers that follow a hand on a slider.

/**
 * Asks one question at a time, at most one a frame: of those that come meanwhile only the newest is kept. Answers to
 * what was asked before `cancel` are dropped.
 */
export class Live {
  #waiting = null;
  #isBusy = false;
  #abort = new AbortController();

  /**
   * @param {(question: any, signal: AbortSignal) => Promise<any>} ask
   * @param {(answer: any, question: any) => void} show
   * @param {(error: any) => void} fail
   */
  constructor(ask, show, fail) {
    this.send = ask;
    this.show = show;
    this.fail = fail;
  }

  /** @param {any} question @param {number | null} since when the hand moved, to measure the time until it is seen */
  ask(question, since = null) {
    this.#waiting = { question, since };
    if (!this.#isBusy) this.#work();
  }

  /** Forgets what was asked. */
  cancel() {
    this.#waiting = null;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #work() {
    this.#isBusy = true;
    while (this.#waiting) {
      const { question, since } = this.#waiting;
      this.#waiting = null;
      const { signal } = this.#abort;
      const frame = nextFrame();
      try {
        const answer = await this.send(question, signal);
        if (signal.aborted) continue;
        this.show(answer, question);
        if (since !== null) measure(since);
      } catch (error) {
        if (!signal.aborted) this.fail(error);
      }
      await frame;
    }
    this.#isBusy = false;
  }
}

/** The next frame; a hidden page has none until it is shown again. */
function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
}

/** Measures from a hand's move until after the frame that shows its answer. */
function measure(since) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure("overlap:drag", { start: since, end: performance.now() });
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
}
