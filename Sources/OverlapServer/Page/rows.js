// @ts-check
// The rows of a timeline: a lane each, or many lanes of a kind together.

/** What can be many. */
const manyKinds = ["disk", "worker", "ownThread"];
const names = { disk: "busy disk slots", worker: "busy workers", ownThread: "busy threads" };

/**
 * Rows from top to bottom.
 * @param {any} figure
 * @param {number} most lanes of a kind beyond which they share a row
 * @returns {{name: string, lanes: any[], isMany: boolean, busy: number}[]}
 */
export function rowsOf(figure, most) {
  const rows = [];
  const shared = new Set();
  for (const lane of figure.lanes) {
    const alike = figure.lanes.filter((other) => other.kind === lane.kind);
    if (!manyKinds.includes(lane.kind) || alike.length <= most) {
      rows.push({ name: lane.name, lanes: [lane], isMany: false, busy: lane.busy });
    } else if (!shared.has(lane.kind)) {
      shared.add(lane.kind);
      const busy = alike.reduce((sum, one) => sum + one.busy, 0) / alike.length;
      rows.push({ name: names[lane.kind], lanes: alike, isMany: true, busy });
    }
  }
  return rows;
}

/** The causes of idle time that a picture shows, in the server's order. */
export function causesIn(figures, causes) {
  const lanes = figures.flatMap((figure) => figure.lanes);
  const drawn = new Set(lanes.flatMap((lane) => lane.pieces.map(([, , activity]) => activity)));
  return causes.filter(({ cause }) => drawn.has(cause));
}

/** Whether a picture shows copies and launches of steps. */
export function hasSetup(figures) {
  return figures.some((figure) => figure.lanes.some((lane) => lane.pieces.some((piece) => piece[2] === "setup")));
}

/** The times at which something begins or ends, each once, in order. */
export function eventsOf(figures) {
  const times = new Set();
  for (const figure of figures) {
    for (const lane of figure.lanes) for (const span of lane.spans) times.add(span[0]).add(span[1]);
  }
  return [...times].sort((a, b) => a - b);
}
