import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer as received. */
export interface WireAnswer {
  status: number;
  /** The lines of the head after the first, as sent. */
  lines: string[];
  /** By lower-case name; a name that came twice throws. */
  headers: Map<string, string>;
  body: string;
}

/** A raw connection that parses answers strictly by HTTP/1.1, so that a byte too many or too few is an error. */
export interface Wire {
  send(text: string): void;
  /** @param method of the request that is answered: HEAD has no body */
  answer(method?: string): Promise<WireAnswer>;
  /** Waits for the server to close; returns the bytes after the last answer, which should be none. */
  rest(): Promise<string>;
  /** Destroys the connection. */
  abort(): void;
}

export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  await once(socket, 'connect');
  const pieces = socket[Symbol.asyncIterator]();
  let buffer = '';
  const until = async (enough: () => boolean) => {
    while (!enough()) {
      const { value, done } = await pieces.next();
      if (done) throw new Error(`The server closed after: ${JSON.stringify(buffer)}`);
      buffer += value;
    }
  };
  const take = (length: number) => {
    const taken = buffer.slice(0, length);
    buffer = buffer.slice(length);
    return taken;
  };
  const answer = async (method = 'GET'): Promise<WireAnswer> => {
    await until(() => buffer.includes('\r\n\r\n'));
    const [first = '', ...lines] = take(buffer.indexOf('\r\n\r\n') + 4)
      .slice(0, -4)
      .split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) [\x20-\x7e]+$/.exec(first)?.[1]);
    if (!status) throw new Error(`Not a status line: ${JSON.stringify(first)}`);
    const headers = new Map<string, string>();
    for (const line of lines) {
      const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+): ([\x20-\x7e]*)$/.exec(line) ?? [];
      if (!name || value === undefined) throw new Error(`Not a header: ${JSON.stringify(line)}`);
      if (headers.has(name.toLowerCase())) throw new Error(`Sent twice: ${name}`);
      headers.set(name.toLowerCase(), value);
    }
    const length = method === 'HEAD' || status === 304 || status === 204 ? 0 : Number(headers.get('content-length'));
    if (Number.isNaN(length)) throw new Error(`No length in ${JSON.stringify(lines)}`);
    await until(() => buffer.length >= length);
    return { status, lines, headers, body: take(length) };
  };
  const rest = async () => {
    for await (const piece of { [Symbol.asyncIterator]: () => pieces }) buffer += piece;
    return buffer;
  };
  return { send: (text) => void socket.write(text, 'latin1'), answer, rest, abort: () => socket.destroy() };
}
