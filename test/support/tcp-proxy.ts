import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** What a proxy does to what a client sends: passes it on, holds it back, cuts the connection, or alters it. */
export type Disturbance = 'none' | 'hold' | 'cut' | 'alter';

/** A TCP proxy on a loopback port, before a server on another. */
export interface TcpProxy {
  readonly port: number;
  /** What happens to requests from their byte `after` on, of connections that are open or come. */
  disturb(what: Disturbance, after?: number): void;
  /** The same, of answers. */
  disturbAnswers(what: Disturbance, after?: number): void;
  /** Leads connections that come to a server on another port, as an address that was moved does. */
  lead(target: number): void;
  /** Cuts all connections that are open. */
  drop(): void;
  /** How many connections clients have open. */
  connections(): number;
  /** How many they have opened so far. */
  accepted(): number;
  close(): Promise<void>;
}

/** Starts a proxy that passes everything on. */
export async function startProxy(port: number): Promise<TcpProxy> {
  let target = port;
  const requests = { what: 'none' as Disturbance, after: 0 };
  const answers = { ...requests };
  const sockets = new Set<Socket>();
  let [open, accepted] = [0, 0];
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
    for (const socket of [client, upstream]) sockets.add(socket.on('error', cut));
    client.pipe(disturbed(requests, cut)).pipe(upstream);
    upstream.pipe(disturbed(answers, cut)).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    disturb: (what, after = 0) => void Object.assign(requests, { what, after }),
    disturbAnswers: (what, after = 0) => void Object.assign(answers, { what, after }),
    lead(to) {
      target = to;
    },
    drop,
    connections: () => open,
    accepted: () => accepted,
    async close() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A stream that disturbs its bytes from a place on; each connection counts its own. */
function disturbed(rule: { readonly what: Disturbance; readonly after: number }, cut: () => void): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (rule.what === 'none' || passed <= rule.after) return done(null, chunk);
      if (rule.what === 'cut') return cut();
      // Never done: nothing more is read, as behind a network that drops packets.
      if (rule.what === 'hold') return undefined;
      chunk.writeUInt8(chunk.readUInt8(chunk.length - 1) ^ 1, chunk.length - 1);
      done(null, chunk);
    },
  });
}
