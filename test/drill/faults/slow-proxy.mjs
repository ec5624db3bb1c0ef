// A TCP proxy that passes each piece of an answer on some milliseconds late, as a slow network or a slow server would.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** @param target the port of the server, on loopback */
export async function startSlowProxy(target) {
  let ms = 0;
  const sockets = new Set();
  const late = () =>
    new Transform({
      transform(chunk, _encoding, done) {
        if (ms === 0) return done(null, chunk);
        pause(ms).then(() => done(null, chunk));
      },
    });
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(late()).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: server.address().port,
    /** Passes each piece on so many milliseconds late from now on. */
    delay(to) {
      ms = to;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
