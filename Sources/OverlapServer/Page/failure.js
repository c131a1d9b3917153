// @ts-check
// Why the program does not answer as it was asked to, in its own words.

import { h } from "./dom.js";
import { marked, sentence } from "./text.js";

/** Each mistake with what would be accepted; the message alone, where no mistake has a place. */
export function failure({ message, diagnostics = [] }) {
  const told = diagnostics.length ? diagnostics : [{ message }];
  return told.map((one) => h("p", { class: "error" },
    marked([one.message, one.accepted && `accepted: ${one.accepted}`].filter(Boolean).map(sentence).join(" "))));
}
