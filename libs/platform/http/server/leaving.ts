import type { ServerResponse } from 'node:http';

/** What is called when an answer ends. */
const leaving = new WeakMap<ServerResponse, (() => void)[]>();

/**
 * Calls back once: when the last byte of an answer was sent, when its connection is lost, or early, when it becomes a
 * stream.
 *
 * @param leave with whether that is early
 */
export function whenLeaving(response: ServerResponse, leave: (early: boolean) => void): void {
  const closed = () => leave(false);
  const early = () => {
    response.off('close', closed);
    leave(true);
  };
  // 'close' comes after the last byte and when the connection is lost; 'finish' only after the last byte.
  response.once('close', closed);
  const others = leaving.get(response);
  if (others) others.push(early);
  else leaving.set(response, [early]);
}

/** Gives a signal that is aborted when an answer ends; made when it is first asked for, as few requests wait for anything. */
export function goneOf(response: ServerResponse): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    if (signal) return signal;
    const gone = new AbortController();
    signal = gone.signal;
    if (response.destroyed || response.writableEnded) gone.abort();
    else whenLeaving(response, () => gone.abort());
    return signal;
  };
}

/** Ends what belongs to an answer that becomes a stream: its time limit, its trace. They would live as long as that. */
export function leaveEarly(response: ServerResponse): void {
  for (const leave of leaving.get(response) ?? []) leave();
  leaving.delete(response);
}
