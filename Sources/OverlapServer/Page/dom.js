// @ts-check
// Elements without markup: the page's policy allows neither inline scripts nor inline styles.

const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * An HTML element: `h("button", {type: "button", onclick: play}, "Play")`.
 * @param {string} tag @param {object} [attributes] @param {...any} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * An element of a picture.
 * @param {string} tag @param {object} [attributes] @param {...any} children
 * @returns {any}
 */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** Sets attributes and listeners, and appends children; what is null or false is left out. */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Replaces what an element contains. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Replaces what an element contains; what had the focus has it again, by its place. */
export function refill(element, ...children) {
  const inside = () => [...element.querySelectorAll("a, input, select, button, summary")];
  const place = inside().indexOf(document.activeElement);
  fill(element, ...children);
  if (place >= 0) inside().slice(0, place + 1).findLast((one) => !one.disabled)?.focus({ preventScroll: true });
}

/** A button that does something on this page. */
export function button(label, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, label);
}

/**
 * A button that shows when it has the focus, and leaps over many controls; and the place after them where it lands.
 * @returns {[HTMLElement, HTMLElement]}
 */
export function leap(what) {
  const place = h("span", { tabindex: "-1" });
  return [button(`Past the ${what}`, () => place.focus(), { class: "leap" }), place];
}

let numbers = 0;

/** A new id, to tie a label to its control. */
export function newId(word) {
  numbers += 1;
  return `${word}-${numbers}`;
}

/** Says something to those who listen to the page, and shows it for a few seconds. */
export function announce(text) {
  const place = document.getElementById("notice");
  if (!place) return;
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => place.classList.remove("shown"), 4000);
}
/** @type {any} */
announce.timer = 0;

/** Whether the reader asked for less motion. */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
