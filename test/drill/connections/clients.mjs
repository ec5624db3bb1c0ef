// Clients of an API in a process of their own: connections that stay, each from one of several loopback addresses.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause, setImmediate as yielded } from 'node:timers/promises';

const [OPENED_AT_ONCE, ADDRESSES, POLL_MS] = [100, 4, 20];
/** Milliseconds after which an answer is none. */
const PATIENCE_MS = 10_000;

const sockets = [];
let next = 0;
let lost = 0;
let lastClosedAt = 0;
/** Streams that have not had the message that is waited for. */
let waiting = new Set();

const answers = {
  /** Opens connections, and sends a first request on each: one without would be closed. */
  async open({ url, path, number, count, tokens }) {
    const { hostname: host, port } = new URL(url);
    for (let from = 0; from < count; from += OPENED_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPENED_AT_ONCE, count - from) }, async (_, i) => {
        const localAddress = `127.0.${number}.${1 + (i % ADDRESSES)}`;
        const socket = connect({ host, port, localAddress });
        await once(socket, 'connect');
        socket.token = tokens?.[from + i];
        sockets.push(prepare(socket));
        if (socket.token) await follow(socket, path);
        else await ask(socket, path);
      });
      await Promise.all(some);
    }
    return sockets.length;
  },

  /** Asks at a steady rate, on one connection after the other. @returns the times of the answers in milliseconds */
  async load({ path, rate, seconds }) {
    const [times, failed, begun] = [[], [], []];
    const startedAt = performance.now();
    for (let n = 1; performance.now() - startedAt < seconds * 1000; n += 1) {
      const socket = nextIdle();
      if (!socket) failed.push('every connection waits for an answer');
      else
        begun.push(
          ask(socket, path).then(
            (ms) => times.push(ms),
            (error) => failed.push(error.message),
          ),
        );
      const early = startedAt + (n * 1000) / rate - performance.now();
      await (early > 1 ? pause(early) : yielded());
    }
    await Promise.all(begun);
    return { times, failed };
  },

  async lost() {
    return lost;
  },

  /**
   * Resolves when every connection has ended, or the patience.
   *
   * @returns how many are open still, and when the last one ended, in milliseconds since 1970
   */
  async closed() {
    const open = () => sockets.filter(({ closed }) => !closed).length;
    for (const deadline = Date.now() + PATIENCE_MS; open() > 0 && Date.now() < deadline; ) await pause(POLL_MS);
    return { open: open(), at: lastClosedAt };
  },

  /** Resolves when each stream has a message, or after the patience. @returns how many have none, and when the last one had it */
  async message() {
    waiting = new Set(sockets.filter(({ closed }) => !closed));
    process.send({ listening: waiting.size });
    for (const deadline = Date.now() + PATIENCE_MS; waiting.size > 0 && Date.now() < deadline; ) await pause(1);
    return { waiting: waiting.size, at: performance.timeOrigin + performance.now() };
  },
};

process.on('message', async ({ what, ...of }) => process.send({ [what]: await answers[what](of) }));
process.on('disconnect', () => process.exit());

function prepare(socket) {
  socket.on('error', () => {});
  socket.on('close', () => {
    lost += 1;
    lastClosedAt = performance.timeOrigin + performance.now();
    socket.fail?.(new Error('the connection was closed'));
  });
  socket.on('data', (bytes) => socket.take?.(bytes));
  return socket;
}

function nextIdle() {
  for (let tried = 0; tried < sockets.length; tried += 1) {
    next = (next + 1) % sockets.length;
    const socket = sockets[next];
    if (!socket.closed && socket.writable && !socket.take) return socket;
  }
  return undefined;
}

/** @returns milliseconds until the whole answer of 200 was there */
function ask(socket, path) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const at = performance.now();
  const late = setTimeout(() => socket.destroy(), PATIENCE_MS);
  let text = '';
  socket.fail = reject;
  socket.take = (bytes) => {
    text += bytes.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
    if (end === -1 || text.length < end + 4 + length) return;
    if (text.startsWith('HTTP/1.1 200')) resolve(performance.now() - at);
    else reject(new Error(text.slice(0, 40)));
  };
  socket.write(`GET ${path} HTTP/1.1\r\nHost: drill\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) drill\r\n\r\n`);
  return promise.finally(() => {
    clearTimeout(late);
    Object.assign(socket, { take: undefined, fail: undefined });
  });
}

/** Opens a stream of events, which is never answered completely. */
async function follow(socket, path) {
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: drill\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${socket.token}\r\n\r\n`,
  );
  const [head] = await once(socket, 'data');
  if (!head.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(head.toString());
  socket.take = (bytes) => {
    if (bytes.includes('drill.changed')) waiting.delete(socket);
  };
}
