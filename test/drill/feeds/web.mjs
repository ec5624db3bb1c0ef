// The web servers of all feeds, on one port of 127.0.0.1. It counts what is requested, and tells it to its parent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { POSTS } from './feeds.mjs';

const LATENCY_MS = 150;
const SLOW_MS = 8000;
const HUGE_BYTES = 30_000_000;
const POST_BYTES = 2000;
const piece = Buffer.alloc(64 * 1024, '<item><title>One of very many.</title></item>');
const words = 'the a of in feed post team reads writes news today long short text with more and about other'.split(' ');

let counts = newCounts();
/** Of each host: requests under way, and when the last one came. */
const hosts = new Map();

const server = createServer(async (request, response) => {
  // As in /slow/1200.xml.
  const [, kind, number] = /^\/(\w+)\/(\d+)\.xml$/.exec(request.url) ?? [];
  count(Number(number), request.headers.host, response);
  await later(kind === 'slow' ? SLOW_MS : LATENCY_MS);
  if (response.destroyed) return;
  if (kind === 'reset') request.socket.resetAndDestroy();
  else if (kind === 'failing') response.writeHead(500).end();
  else if (kind === 'huge') await sendHuge(response, Number(number) % 200 < 100);
  else sendFeed(request.headers, response, Number(number));
});

function newCounts() {
  return { requests: {}, unchanged: 0, mostAtOnce: 0, leastGapMs: Number.POSITIVE_INFINITY, firstAt: null };
}

function count(number, name, response) {
  counts.requests[number] = (counts.requests[number] ?? 0) + 1;
  counts.firstAt ??= Date.now();
  const now = performance.now();
  const host = hosts.get(name) ?? { underWay: 0, last: Number.NEGATIVE_INFINITY };
  hosts.set(name, host);
  host.underWay += 1;
  response.once('close', () => {
    host.underWay -= 1;
  });
  counts.mostAtOnce = Math.max(counts.mostAtOnce, host.underWay);
  // The second request for a feed whose connection was closed belongs to the first.
  if (counts.requests[number] === 1) counts.leastGapMs = Math.min(counts.leastGapMs, now - host.last);
  host.last = now;
}

function sendFeed(headers, response, number) {
  const etag = `"${number}"`;
  if (headers['if-none-match'] === etag) {
    counts.unchanged += 1;
    response.writeHead(304, { etag }).end();
    return;
  }
  const items = Array.from({ length: POSTS }, (_, post) => itemOf(number, post));
  const title = `<title>Feed ${number}</title><link>http://site-${number}.example/</link>`;
  const body = `<?xml version="1.0"?><rss version="2.0"><channel>${title}${items.join('')}</channel></rss>`;
  response.writeHead(200, { 'content-type': 'application/rss+xml', etag }).end(body);
}

function itemOf(number, post) {
  const date = new Date(Date.UTC(2026, 0, 20 - post)).toUTCString();
  return `<item><guid isPermaLink="false">${number}-${post}</guid><title>Post ${post} of ${number}</title>
    <link>http://site-${number}.example/${post}</link><pubDate>${date}</pubDate>
    <description><![CDATA[${textOf(number * POSTS + post)}]]></description></item>`;
}

/** Two kilobytes of HTML, different for each post so that they cannot be stored in much less. */
function textOf(seed) {
  let [state, text] = [seed + 1, '<p>'];
  while (text.length < POST_BYTES) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    text += `${words[state % words.length]} ${state % 10 === 0 ? `<em>${state}</em>. ` : ''}`;
  }
  return `${text}</p>`;
}

async function sendHuge(response, isEndless) {
  response.writeHead(200, {
    'content-type': 'application/rss+xml',
    ...(!isEndless && { 'content-length': HUGE_BYTES }),
  });
  const closed = once(response, 'close');
  for (let sent = 0; !response.destroyed && (isEndless || sent < HUGE_BYTES); sent += piece.length) {
    const next = piece.subarray(0, isEndless ? undefined : HUGE_BYTES - sent);
    if (!response.write(next)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}

process.on('message', () => {
  process.send(counts);
  counts = newCounts();
});
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
