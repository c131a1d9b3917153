// @ts-check
// The picture to have in mind: disk, threads, buffer, training.

import { svg } from "./dom.js";

const words = {
  plain: ["disk or memory", "threads that load", "buffer", "training"],
  kitchen: ["larder", "cooks", "pass", "table"],
};
const notes = {
  plain: ["", "CPU", "batch 8 waits", "batch 7 trains"],
  kitchen: ["", "cook dishes", "the next course", "this course"],
};
const styles = ["lane", "cpu", "slot-box", "gpu"];

/** While one batch trains, the next one is loaded. */
export function schematic(isKitchen) {
  const [width, step, y] = [124, 160, 18];
  const kind = isKitchen ? "kitchen" : "plain";
  const label = isKitchen
    ? "Larder, cooks, pass and table: while the guests eat this course, the next one is made."
    : "Disk or memory, threads that load, buffer, training: while batch 7 trains, batch 8 is loaded.";
  return svg("svg", { class: "schematic", viewBox: "0 0 608 104", role: "img", "aria-label": label },
    words[kind].map((word, index) => svg("g", {},
      svg("rect", { class: `place ${styles[index]}`, x: index * step + 2, y, width, height: 50, rx: 6 }),
      index === 2 && svg("rect", { class: "buffer", x: index * step + 66, y: y + 8, width: 52, height: 34, rx: 3 }),
      index === 2 && svg("rect", { class: "slot", x: index * step + 8, y: y + 8, width: 52, height: 34, rx: 3 }),
      index < 3 && svg("path", { class: "arrow", d: `M${index * step + width + 6} ${y + 25}h24m-7 -5l7 5l-7 5` }),
      svg("text", { class: "place-name", x: index * step + 2 + width / 2, y: 86 }, word),
      index === 2
        ? svg("text", { class: "place-small", x: index * step + 2 + width / 2, y: 101 }, notes[kind][index])
        : svg("text", { class: `place-note on-${styles[index]}`, x: index * step + 2 + width / 2, y: y + 30 },
          notes[kind][index]))));
}

/** Lanes that nothing is known of yet. */
export function emptyLanes(isKitchen) {
  const names = isKitchen ? ["larder", "cook", "table"] : ["disk", "worker", "GPU"];
  return svg("svg", { class: "schematic", viewBox: "0 0 560 104", "aria-hidden": "true" },
    names.map((name, index) => svg("g", {},
      svg("text", { class: "lane-label", x: 0, y: index * 32 + 23 }, name),
      svg("rect", { class: "lane", x: 84, y: index * 32 + 6, width: 476, height: 24, rx: 2 }),
      svg("text", { class: "place-small", x: 322, y: index * 32 + 23 }, "?"))));
}
