/**
 * Follows `GET /v1/events`, until it is closed.
 *
 * @returns `names` of all events that came, and `next(name)`, which resolves with the next one of that name
 */
export async function openEvents(url, token) {
  const closing = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const answer = await fetch(`${url}/v1/events`, { headers, signal: closing.signal });
  if (!answer.ok) throw new Error(await answer.text());
  const names = [];
  const waiting = new Map();
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split('\n');
      text = lines.pop();
      for (const name of lines.flatMap((line) => (line.startsWith('event: ') ? line.slice(7) : []))) {
        names.push(name);
        waiting.get(name)?.();
      }
    }
  };
  read().catch(() => closing.signal.aborted || names.push('lost'));
  return {
    names,
    next: (name) => new Promise((resolve) => waiting.set(name, resolve)),
    close: () => closing.abort(),
  };
}
