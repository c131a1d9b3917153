// @ts-check
// The command line that prints a figure's digits, with a button that copies it.

import { announce, button, h } from "./dom.js";

/** Copies a text and says so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copySelected(text)) return announce(`This browser does not let pages copy. The ${what}: ${text}`);
  }
  announce(`Copied the ${what}: ${text}`);
}

/** Copies through a selection, where pages have no clipboard of their own. */
function copySelected(text) {
  const field = h("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

/** A command under its figure. */
export function commandLine(command) {
  return h("div", { class: "command" },
    h("code", { tabindex: "0", role: "group", "aria-label": "Command" }, command),
    button("Copy", () => copy(command, "command"), { class: "small", "aria-label": "Copy the command" }));
}
