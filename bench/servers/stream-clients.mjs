// Clients of streams of events: a socket each. Tells when the last of them has received a broadcast.
import { once } from 'node:events';
import { connect } from 'node:net';

/** Connections that are opened at once. */
const atOnce = 100;
let open = 0;
let received = 0;

process.on('message', async ({ url, tokens }) => {
  const { hostname, port } = new URL(url);
  for (let i = 0; i < tokens.length; i += atOnce) {
    await Promise.all(tokens.slice(i, i + atOnce).map((token) => follow(hostname, port, token)));
  }
  open += tokens.length;
  process.send({ open });
});

async function follow(host, port, token) {
  const socket = connect({ host, port });
  await once(socket, 'connect');
  socket.write(
    `GET /v1/events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) bench\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  const [head] = await once(socket, 'data');
  if (!head.includes('200 OK')) throw new Error(head.toString());
  socket.on('data', (bytes) => {
    if (!bytes.includes('bench.changed')) return;
    received += 1;
    if (received < open) return;
    received = 0;
    process.send({ receivedAt: performance.timeOrigin + performance.now() });
  });
  socket.on('close', () => process.send({ lost: true }));
}

process.on('disconnect', () => process.exit());
