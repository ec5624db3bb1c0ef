import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What a proxy does to what a client sends: passes it on, at once or late, holds it back for ever, cuts the connection, or
 * alters it.
 */
export type Disturbance = 'none' | 'delay' | 'hold' | 'cut' | 'alter';

/** To what a disturbance is done. */
interface Extent {
  /** Bytes of each connection that are passed on before; 0 where it is left out. */
  readonly after?: number;
  /** Of the pieces that come, from 0 to 1; all where it is left out. */
  readonly share?: number;
  /** How late a piece is passed on by `delay`, in milliseconds. */
  readonly ms?: number;
}

/** A TCP proxy on a loopback port, before a server on another. */
export interface TcpProxy {
  readonly port: number;
  /** What happens to requests, of connections that are open or come. @param extent the byte from which on, or more of it */
  disturb(what: Disturbance, extent?: number | Extent): void;
  /** The same, of answers. */
  disturbAnswers(what: Disturbance, extent?: number | Extent): void;
  /** Leads connections that come to a server on another port, as an address that was moved does. */
  lead(target: number): void;
  /** Cuts all connections that are open. */
  drop(): void;
  /** How many connections clients have open. */
  connections(): number;
  /** How many they have opened so far. */
  accepted(): number;
  /** To how many pieces of what passed something was done so far. */
  disturbed(): number;
  close(): Promise<void>;
}

/** Starts a proxy that passes everything on. */
export async function startProxy(port: number): Promise<TcpProxy> {
  let target = port;
  const requests: Rule = { what: 'none', ...ALL };
  const answers: Rule = { ...requests };
  const sockets = new Set<Socket>();
  let [open, accepted, touched] = [0, 0, 0];
  const touch = () => {
    touched += 1;
  };
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    open += 1;
    accepted += 1;
    client.once('close', () => {
      open -= 1;
      upstream.destroy();
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket.on('error', cut));
      socket.once('close', () => sockets.delete(socket));
    }
    client.pipe(disturbed(requests, cut, touch)).pipe(upstream);
    upstream.pipe(disturbed(answers, cut, touch)).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    disturb: (what, extent) => void Object.assign(requests, ruleOf(what, extent)),
    disturbAnswers: (what, extent) => void Object.assign(answers, ruleOf(what, extent)),
    lead(to) {
      target = to;
    },
    drop,
    connections: () => open,
    accepted: () => accepted,
    disturbed: () => touched,
    async close() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Rule extends Required<Extent> {
  what: Disturbance;
}

const ALL = { after: 0, share: 1, ms: 0 };

function ruleOf(what: Disturbance, extent: number | Extent = {}): Rule {
  return { what, ...ALL, ...(typeof extent === 'number' ? { after: extent } : extent) };
}

/** A stream that disturbs its bytes from a place on; each connection counts its own. */
function disturbed(rule: Rule, cut: () => void, touch: () => void): Transform {
  let passed = 0;
  /** The pieces that are late, and those behind them. */
  let waiting = 0;
  let last = Promise.resolve();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      const isTouched = rule.what !== 'none' && passed > rule.after && Math.random() < rule.share;
      if (isTouched) touch();
      const isLate = isTouched && rule.what === 'delay';
      if (isLate || (!isTouched && waiting > 0)) {
        waiting += 1;
        // Each is late by its own time, as on a longer line: the next one is taken meanwhile, and stays behind it.
        const own = pause(isLate ? rule.ms : 0);
        last = Promise.all([last, own]).then(() => {
          waiting -= 1;
          if (!this.destroyed) this.push(chunk);
        });
        return done();
      }
      if (!isTouched) return done(null, chunk);
      if (rule.what === 'cut') return cut();
      // Never done: nothing more is read, as behind a network that drops packets.
      if (rule.what === 'hold') return undefined;
      chunk.writeUInt8(chunk.readUInt8(chunk.length - 1) ^ 1, chunk.length - 1);
      done(null, chunk);
    },
    flush: (done) => void last.then(() => done()),
  });
}
