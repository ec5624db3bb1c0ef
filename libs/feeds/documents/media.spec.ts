import { parseFeed } from './parse-feed.js';

const url = 'https://news.example/feed';

function mediaOf(contents: string) {
  const item = `<item><guid>1</guid><title>One</title>${contents}</item>`;
  const text = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>${item}</channel></rss>`;
  const { posts } = parseFeed({ body: Buffer.from(text), url, contentType: null });
  return posts.map(({ image, attachments }) => [image, attachments.map((each) => each.url)])[0];
}

const at = (path: string) => `https://news.example/${path}`;

it.each<[string, string, unknown]>([
  ['a picture by its ending', 'url="/1.jpg"', [at('1.jpg'), []]],
  ['a picture by its ending, before a query', 'url="/1.WEBP?w=2"', [at('1.WEBP?w=2'), []]],
  ['a picture by its width', 'url="/picture/1" width="140"', [at('picture/1'), []]],
  ['a film by its ending', 'url="/v.mp4"', [null, [at('v.mp4')]]],
  ['a film with a width', 'url="/v.webm" width="640"', [null, [at('v.webm')]]],
  ['a sound by its ending', 'url="/s.mp3#t=1"', [null, [at('s.mp3#t=1')]]],
  ['what its type says, whatever its ending', 'url="/v.mp4" type="image/jpeg"', [at('v.mp4'), []]],
  ['what its medium says, whatever its ending', 'url="/1.jpg" medium="video"', [null, [at('1.jpg')]]],
  ['by its ending what its type does not say', 'url="/v.mp4" type="application/octet-stream"', [null, [at('v.mp4')]]],
  ['nothing by a width beside another type', 'url="/a.swf" type="application/x-flash" width="9"', [null, []]],
  ['nothing by a size of one pixel', 'url="/p.gif" width="1" height="1"', [null, []]],
  ['nothing without any of these', 'url="/page"', [null, []]],
  ['no script', 'url="javascript:alert(1)//.jpg"', [null, []]],
])('media is %s', (_, attributes, expected) => {
  expect(mediaOf(`<media:content ${attributes}/>`)).toEqual(expected);
});

it('of pictures the widest is shown, however each is known', () => {
  const contents = ['url="/a.jpg" width="140"', 'url="/b" width="700"', 'url="/c" medium="image" width="300"'];
  expect(mediaOf(contents.map((each) => `<media:content ${each}/>`).join(''))).toEqual([at('b'), []]);
});
