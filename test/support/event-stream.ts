/** One Server-Sent Event. */
export interface ServerSentEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** A client of Server-Sent Events over its own socket. */
export interface EventStream {
  response: Response;
  /** What a browser would send as Last-Event-ID; an id without an event counts too. */
  lastId(): string | undefined;
  /** The next event; undefined when the server has ended the stream. */
  next(): Promise<ServerSentEvent | undefined>;
  /** Drops the connection. */
  abort(): void;
}

export async function openEventStream(url: string, headers: Record<string, string>): Promise<EventStream> {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let lastId: string | undefined;
  const next = async (): Promise<ServerSentEvent | undefined> => {
    for (;;) {
      const [block, ...rest] = text.split('\n\n');
      if (block !== undefined && rest.length > 0) {
        text = rest.join('\n\n');
        const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
        const [id, event, data] = ['id', 'event', 'data'].map((name) => fields.get(name));
        lastId = id ?? lastId;
        if (id && event && data) return { id, event, data: JSON.parse(data) };
        continue;
      }
      const { value, done } = (await pieces?.read()) ?? { done: true };
      if (done) return undefined;
      text += value;
    }
  };
  return { response, lastId: () => lastId, next, abort: () => controller.abort() };
}
