// Servers of hostile feeds, on one port of 127.0.0.1: the path says what each answers.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';

const MB = 1_000_000;
const rss = (items) => `<rss version="2.0"><channel><title>Hostile</title>${items}</channel></rss>`;

const entities = [...'abcdefghi'].map(
  (name, at, all) => `<!ENTITY ${name} "${at ? `&${all[at - 1]};`.repeat(10) : 'lol'}">`,
);
const bodies = {
  laughs: `<!DOCTYPE rss [${entities.join('')}]>${rss('<item><title>&i;</title></item>')}`,
  entries: rss('<item/>'.repeat(100_000)),
  nul: Buffer.alloc(5 * MB),
  deep: rss(`<item><description><![CDATA[${'<div>x'.repeat(200_000)}]]></description></item>`),
  angles: rss(`<item><title>${'<'.repeat(MB)}</title></item>`),
};
const bomb = await zeros(1000 * MB);

/** So many zeros, compressed: a gigabyte is one megabyte. */
async function zeros(bytes) {
  const [zip, parts] = [createGzip(), []];
  zip.on('data', (part) => parts.push(part));
  const write = promisify(zip.write.bind(zip));
  for (let at = 0; at < bytes; at += MB) await write(Buffer.alloc(MB));
  await once(zip.end(), 'end');
  return Buffer.concat(parts);
}

const server = createServer(async ({ url }, response) => {
  const kind = url.split('/', 2)[1];
  response.setHeader('content-type', 'application/rss+xml');
  if (kind === 'bomb') response.setHeader('content-encoding', 'gzip').end(bomb);
  else if (kind === 'endless') await repeat(response, Buffer.alloc(64 * 1024, '<item>'), 0);
  else if (kind === 'drip') await repeat(response, Buffer.from('<'), 1000);
  else response.end(bodies[kind]);
});

/** Writes until the connection is closed. */
async function repeat(response, piece, everyMs) {
  const closed = once(response, 'close');
  while (!response.destroyed) {
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
    if (everyMs > 0) await Promise.race([later(everyMs), closed]);
  }
}

process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
