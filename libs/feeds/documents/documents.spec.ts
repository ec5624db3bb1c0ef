// Real: the threads, as compiled into dist, and what they run. Faked: the fetching.
import { Documents } from './documents.js';

const documents = new Documents();
afterAll(() => documents.onApplicationShutdown());

const fetched = (text: string, contentType: string | null = null) => ({
  body: new TextEncoder().encode(text),
  url: 'https://blog.example/feed',
  contentType,
});
const rss = (items: string) => `<rss version="2.0"><channel><title>Notes</title>${items}</channel></rss>`;
const refusal = (code: string) => ({
  code,
  status: 422,
  detail: { en: expect.not.stringContaining('{'), fr: expect.not.stringContaining('{') },
});

it('a feed is read in a thread', async () => {
  const feed = await documents.parseFeed(fetched(rss('<item><title>One</title></item>')));
  expect(feed).toMatchObject({ format: 'rss', title: 'Notes', posts: [{ title: 'One' }] });
});

it('bytes in a buffer of their own are moved, others are copied', async () => {
  const own = fetched(rss('<item/>'));
  const pooled = { ...own, body: Buffer.from(rss('<item/>')) };
  const reading = [documents.parseFeed(own), documents.parseFeed(pooled)];
  await Promise.all(reading);
  expect([own.body.length, pooled.body.length]).toEqual([0, rss('<item/>').length]);
});

it.each([
  ['not_a_feed', '<html><body>Hello</body></html>'],
  ['not_a_feed', '{"a":1}'],
  ['not_a_feed', ''],
  ['feed_malformed', '<rss version="2.0"><channel><title>'],
  ['feed_too_large', rss('<item><title>x</title></item>'.repeat(20_001))],
])('%s: what is no readable feed is refused', async (code, text) => {
  await expect(documents.parseFeed(fetched(text))).rejects.toMatchObject(refusal(code));
});
