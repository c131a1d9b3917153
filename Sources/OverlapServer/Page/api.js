// @ts-check
// Questions to the program that serves the page, or to the answers that an exported page brings along.

/** The answers of an exported page, by path and step; null on a page that is served. */
export const recorded = /** @type {any} */ (window).overlapRecorded ?? null;

/** What went wrong, and where in the scenario. */
export class RequestError extends Error {
  /** @param {string} message @param {any[]} diagnostics @param {number} status */
  constructor(message, diagnostics = [], status = 0) {
    super(message);
    this.diagnostics = diagnostics;
    this.status = status;
  }
}

/** @param {string} path @param {AbortSignal} [signal] */
export async function get(path, signal) {
  if (recorded) return fromRecord(path, {});
  return answerOf(await reach(path, { signal }));
}

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
export async function post(path, body, signal) {
  if (recorded) return fromRecord(path, body);
  return answerOf(await send(path, body, signal));
}

/**
 * A question whose answer comes in lines.
 * @param {string} path @param {object} body
 * @param {{signal?: AbortSignal, progress?: (p: any) => void, point?: (p: any) => void}} receivers
 * @returns what the last line says
 */
export async function stream(path, body, { signal, progress, point }) {
  if (recorded) return fromRecord(path, body);
  const response = await send(path, body, signal);
  if (!response.ok) return answerOf(response);
  for await (const line of lines(response.body)) {
    if (line.error) throw new RequestError(line.error.message, line.error.diagnostics);
    if (line.progress) progress?.(line.progress);
    if (line.point) point?.(line.point);
    if (line.done) return line.done;
  }
  throw new RequestError("The answer ended early. Is `overlap serve` still running?");
}

/** A file, with the name that the program gives it. */
export async function file(path, body) {
  const response = await send(path, body);
  if (!response.ok) await answerOf(response);
  const name = /filename="?([^";]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return { name: name ?? `overlap.${body.format}`, blob: await response.blob() };
}

function send(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  return reach(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

/** A response; where nobody answers, an error that says so. */
async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new RequestError("Nobody answers. Is `overlap serve` still running?");
  }
}

async function answerOf(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  const error = body?.error;
  const message = error?.message ?? `The program answered ${response.status}.`;
  throw new RequestError(message, error?.diagnostics, response.status);
}

function fromRecord(path, body) {
  const answer = recorded[body.step ? `${path} ${body.step}` : path];
  if (!answer) throw new RequestError("This saved page cannot compute. Start `overlap serve` for that.");
  return structuredClone(answer);
}

/** The JSON values of a stream, one a line. */
async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const pieces = (rest + (value ?? "")).split("\n");
    rest = done ? "" : pieces.pop() ?? "";
    for (const piece of pieces) if (piece.trim()) yield JSON.parse(piece);
    if (done) return;
  }
}
