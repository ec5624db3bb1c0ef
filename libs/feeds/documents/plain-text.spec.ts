import { growth } from '../../../test/support/growth.js';
import { parseFeed } from './parse-feed.js';
import { parseOpml } from './parse-opml.js';
import { plainText } from './plain-text.js';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What a feed and an OPML file are read as that have the same text as title, author and tag. */
function read(written: string) {
  const text = escaped(written);
  const rss = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${text}</title>
    <item><title>${text}</title><dc:creator>${text}</dc:creator><category>${text}</category></item></channel></rss>`;
  const feed = parseFeed({ body: Buffer.from(rss), url: 'https://blog.example/feed', contentType: null });
  const opml = `<opml version="2.0"><body><outline text="${text}" xmlUrl="https://blog.example/feed"/></body></opml>`;
  const { title, author, tags } = feed.posts[0] ?? {};
  return [feed.title, title, author, tags?.[0], parseOpml(Buffer.from(opml))[0]?.title];
}

it.each([
  // Tags that are never closed
  ['Using <script> in HTML', 'Using <script> in HTML'],
  ['The new <style> scope rules', 'The new <style> scope rules'],
  ['Use of <iframe> considered harmful', 'Use of <iframe> considered harmful'],
  ['Why <b> is not <strong>', 'Why <b> is not <strong>'],
  ['Closing </b> alone', 'Closing </b> alone'],
  ['if a<b and c>d then', 'if a<b and c>d then'],
  ['<p> or <div>?', '<p> or <div>?'],
  ['The <img> element', 'The <img> element'],
  ['<textarea>, <title> and <svg>', '<textarea>, <title> and <svg>'],
  ['<b>Bold</b> and <b> open', 'Bold and <b> open'],
  // Elements of other kinds
  ['React <Link> tips', 'React <Link> tips'],
  ['List<String> in <T>', 'List<String> in <T>'],
  ['An empty <script></script> element', 'An empty <script></script> element'],
  ['From <table></table> to <div></div>', 'From <table></table> to <div></div>'],
  ['<my-element>x</my-element>', '<my-element>x</my-element>'],
  ['<constructor>x</constructor>', '<constructor>x</constructor>'],
  // Elements of a line
  ['A <em>new</em> <a href="/x>y" title=\'<b>\'>page</a>', 'A new page'],
  ['<B>Bold</b> <i>and <b>both</i></b>', 'Bold and both'],
  ['H<sub>2</sub>O &amp; <span class="x">more</span>', 'H2O & more'],
  ['One<br>two<br/>three<wbr>s', 'One two threes'],
  ['<a href=https://a.example/>Title</a>', 'Title'],
  ['A <img src="/a.png"> picture', 'A picture'],
  ['A <!-- <b> --> comment', 'A comment'],
  ['<p>One <b>line</b></p><p>Two</p>', 'One line Two'],
  ['5 < 6 > 4 & &lt;b&gt;', '5 < 6 > 4 & <b>'],
])('%s is the line %s', (written, line) => {
  expect(read(written)).toEqual([line, line, line, line, line]);
});

it('a script in a title stays a text', () => {
  const written = '<script>alert(1)</script>';
  expect(read(written)).toEqual(Array(5).fill(written));
});

it('an episode without a title has that of its podcast directory', () => {
  const [first, second] = [
    '<title></title><itunes:title>Episode</itunes:title>',
    '<title>Own</title><itunes:title>x</itunes:title>',
  ];
  const body = Buffer.from(
    `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>x</title>
      <item><guid>1</guid>${first}</item><item><guid>2</guid>${second}</item></channel></rss>`,
  );
  const { posts } = parseFeed({ body, url: 'https://blog.example/feed', contentType: null });
  expect(posts.map(({ title }) => title)).toEqual(['Episode', 'Own']);
});

it('no line takes long', () => {
  for (const each of ['<b>', '</b>', '<b ', '<b "', "<b '", '<!--', '<', '<a/>', '<b></i>']) {
    const text = (part: number) => each.repeat(1e6 / part);
    expect(growth(text, (line) => plainText(line, 500)).times).toBeLessThan(1);
  }
});
