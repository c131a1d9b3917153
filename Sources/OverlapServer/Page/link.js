// @ts-check
// What the page shows, as a link: only what differs from the default, so that links stay short and old ones work.

/**
 * @typedef {object} State
 * @property {string} view a step such as `3` or `myths/2`, a chapter such as `myths`, or `laboratory`
 * @property {boolean} kitchen lanes have the names of a kitchen
 * @property {string} show `answers`: nothing is asked
 * @property {string} scenario the name of a listed scenario
 * @property {string} text a scenario that was pasted
 * @property {string[]} variant @property {string[]} set
 * @property {[string, number | string][]} turn controls that were moved
 * @property {string} from @property {string} to @property {number} steps the window
 * @property {string} vary what the curve is drawn over
 * @property {string} guess where the reader expects its knee; `?` for not sure
 */

/** @type {State} */
const defaults = {
  view: "", kitchen: false, show: "", scenario: "", text: "", variant: [], set: [], turn: [],
  from: "", to: "", steps: 12, vary: "", guess: "",
};
const version = "1";
const mostSteps = 200;

/**
 * The state that a link's hash describes, and what a reader should know about it.
 * @param {string} hash @returns {{state: State, notes: string[]}}
 */
export function read(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const state = structuredClone(defaults);
  const notes = [];
  if (hash.length > 1 && (values.get("v") ?? version) !== version) {
    notes.push("The link was made by another version of the page; what is unknown here is left out.");
  }
  for (const key of ["view", "show", "scenario", "from", "to", "vary", "guess"]) state[key] = values.get(key) ?? "";
  if (state.show !== "answers") state.show = "";
  state.kitchen = values.get("kitchen") === "1";
  state.variant = values.getAll("variant");
  state.set = values.getAll("set");
  state.turn = values.getAll("turn").map(turned).filter((turn) => turn !== null);
  state.text = decoded(values.get("text") ?? "", notes);
  if (values.has("steps")) state.steps = clamped(Number(values.get("steps")), 1, mostSteps, "steps", notes) ?? 12;
  return { state, notes };
}

/** @param {Partial<State>} state @returns {string} a hash */
export function write(state) {
  const values = new URLSearchParams({ v: version });
  for (const [key, standard] of Object.entries(defaults)) {
    const value = state[key] ?? standard;
    if (Array.isArray(value)) value.forEach((item) => values.append(key, key === "turn" ? item.join(":") : item));
    else if (value === true) values.set(key, "1");
    else if (value !== standard) values.set(key, key === "text" ? encoded(value) : String(value));
  }
  return `#${values}`.replaceAll("%3A", ":").replaceAll("%2F", "/");
}

/**
 * A number inside of its bounds, with a note where it was outside; null where it is none.
 * @param {number} value @param {number | null} least @param {number | null} most
 */
export function clamped(value, least, most, name, notes) {
  if (!Number.isFinite(value)) return null;
  const inside = Math.max(least ?? -Infinity, Math.min(most ?? Infinity, value));
  if (inside !== value) {
    const bound = inside === least ? "the least" : "the most";
    notes.push(`The link says ${name} = ${value}; ${bound} is ${inside}, which is shown.`);
  }
  return inside;
}

/**
 * `decode.cost:0.007` as a control's path and its number or word.
 * @returns {[string, number | string] | null}
 */
function turned(text) {
  const colon = text.lastIndexOf(":");
  if (colon < 1) return null;
  const word = text.slice(colon + 1);
  const number = Number(word);
  return [text.slice(0, colon), word.trim() && Number.isFinite(number) ? number : word];
}

/** Text as letters that a link may contain. */
function encoded(text) {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decoded(letters, notes) {
  try {
    const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
  } catch {
    notes.push("The scenario in the link is damaged; it is left out.");
    return "";
  }
}
