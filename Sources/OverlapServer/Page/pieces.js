// @ts-check
// What a lane does over time, as one shape for each kind of doing: a lane may have thousands of pieces.

/** Pixels below which pieces are drawn together, in columns. */
const leastWidth = 3;

/** The class of what a piece shows; null where nothing is drawn. */
export function styleOf(activity, lane) {
  if (activity === "work") return lane.style;
  if (activity === "no work") return null;
  return activity.replace(" ", "-");
}

/**
 * The shapes of a lane: a path for each style.
 * @param {any} lane @param {import("./scale.js").TimeScale} scale
 * @returns {Map<string, string>} class names with path data
 */
export function shapes(lane, scale, y, height) {
  const boxes = new Map();
  const box = (style, from, to) => {
    if (!style || to <= from) return;
    const path = `M${from.toFixed(2)} ${y}H${to.toFixed(2)}V${y + height}H${from.toFixed(2)}Z`;
    boxes.set(style, (boxes.get(style) ?? "") + path);
  };
  const width = typicalWidth(lane, scale);
  if (width >= leastWidth) {
    for (const [begin, end, activity] of lane.pieces) box(styleOf(activity, lane), scale.x(begin), scale.x(end));
  } else {
    for (const { from, to, style } of columns(lane, scale, Math.min(6, Math.max(1, 4 * width)))) box(style, from, to);
  }
  return boxes;
}

/** Pixels of the pieces that a lane has most of. */
function typicalWidth({ pieces }, scale) {
  if (pieces.length < 50) return Infinity;
  const times = pieces.map(([begin, end]) => end - begin).sort((a, b) => a - b);
  return scale.x(scale.from + times[times.length >> 1]) - scale.left;
}

/** Columns of a few pixels with what the lane does there, equal ones together: wide enough to hold several pieces. */
function columns(lane, scale, width) {
  const runs = [];
  let index = 0;
  for (let pixel = scale.left; pixel < scale.right; pixel += width) {
    const next = Math.min(scale.right, pixel + width);
    const [begin, end] = [scale.time(pixel), scale.time(next)];
    while (index > 0 && lane.pieces[index][0] > begin) index -= 1;
    while (index < lane.pieces.length - 1 && lane.pieces[index][1] <= begin) index += 1;
    const style = mostly(lane, index, begin, end);
    const last = runs.at(-1);
    if (last && last.style === style) last.to = next;
    else runs.push({ from: pixel, to: next, style });
  }
  return runs;
}

/** The style of a column: busy, busy in part, or the cause for which it is idle most. */
function mostly(lane, index, begin, end) {
  const times = new Map();
  for (; index < lane.pieces.length && lane.pieces[index][0] < end; index += 1) {
    const [from, to, activity] = lane.pieces[index];
    const time = Math.min(to, end) - Math.max(from, begin);
    if (time > 0) times.set(activity, (times.get(activity) ?? 0) + time);
  }
  const work = (times.get("work") ?? 0) / (end - begin);
  if (work >= 7 / 8) return lane.style;
  if (work >= 1 / 8) return `${lane.style} part-${Math.ceil(work * 4)}`;
  const [activity] = [...times].reduce((most, one) => (one[1] > most[1] ? one : most), ["no work", 0]);
  return styleOf(activity, lane);
}

/** The index of the last item that begins at a time or before; -1 before the first. */
export function indexAt(items, time) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle][0] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How many of some lanes work, as steps [time, number]. */
export function working(lanes, from) {
  const changes = lanes.flatMap((lane) =>
    lane.pieces.filter(([, , activity]) => activity === "work").flatMap(([begin, end]) => [[begin, 1], [end, -1]]));
  changes.sort((a, b) => a[0] - b[0]);
  const steps = [[from, 0]];
  let number = 0;
  for (const [time, change] of changes) {
    number += change;
    const last = steps[steps.length - 1];
    if (last[0] === time) last[1] = number;
    else steps.push([time, number]);
  }
  return steps;
}

/** A number over time as the outline of an area. */
export function area(steps, most, scale, y, height) {
  const bottom = y + height;
  let path = `M${scale.x(scale.from).toFixed(2)} ${bottom}`;
  for (const [time, number] of steps) {
    const top = bottom - (Math.min(number, most) / Math.max(1, most)) * height;
    path += `H${scale.x(Math.max(time, scale.from)).toFixed(2)}V${top.toFixed(2)}`;
  }
  return `${path}H${scale.x(scale.to).toFixed(2)}V${bottom}Z`;
}
