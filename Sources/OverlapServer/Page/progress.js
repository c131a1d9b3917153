// @ts-check
// What was committed to, kept by the browser where it lets pages keep something.

const key = "overlap.lesson.1";

/** @typedef {{choice: number | null, confidence: "low" | "middle" | "high", isRight: boolean}} Commit */

/** @returns {Map<string, Commit>} by step */
function stored() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(key) ?? "{}")));
  } catch {
    return new Map();
  }
}

const commits = stored();

/** @param {string} step @returns {Commit | null} */
export function commitOf(step) {
  return commits.get(step) ?? null;
}

/** @param {string} step @param {Commit | null} commit null forgets it */
export function keep(step, commit) {
  if (commit) commits.set(step, commit);
  else commits.delete(step);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(commits)));
  } catch {
    // Kept until the page is closed.
  }
  document.dispatchEvent(new CustomEvent("overlap:commit"));
}

/** Forgets what was committed to in all chapters. */
export function forgetAll() {
  for (const step of [...commits.keys()]) keep(step, null);
}

/** How sure and how right somebody was, in words; null where nothing was committed to. */
export function calibration() {
  const all = [...commits.values()];
  if (all.length === 0) return null;
  const said = all.filter(({ choice }) => choice !== null);
  const count = (isSure, isRight) =>
    said.filter((one) => (one.confidence === "high") === isSure && one.isRight === isRight).length;
  return [
    `sure and right: ${count(true, true)}`, `sure and wrong: ${count(true, false)}`,
    `less sure and right: ${count(false, true)}`, `less sure and wrong: ${count(false, false)}`,
    `not sure: ${all.length - said.length}`,
  ].join(" · ");
}
