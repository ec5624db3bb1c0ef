import fc from 'fast-check';
import { knownScripts as vectors } from '../../../test/support/known-scripts.js';
import { cleanHtml } from './clean-html.js';

const clean = (html: string) => cleanHtml(html, 'https://blog.example/posts/1');
const rel = 'rel="noopener noreferrer nofollow"';

it.each([
  [
    'an article',
    '<h2>A</h2><p>b <em>c</em></p><ul><li>d</li></ul>',
    '<h2>A</h2><p>b <em>c</em></p><ul><li>d</li></ul>',
  ],
  ['a table', '<table><tr><td colspan="2">x</td></tr></table>', '<table><tr><td colspan="2">x</td></tr></table>'],
  ['code', '<pre><code class="js">a &lt; b</code></pre>', '<pre><code>a &lt; b</code></pre>'],
  [
    'a link',
    '<a href="../x?utm_source=a&b=1&fbclid=2#c" class="k">x</a>',
    `<a href="https://blog.example/x?b=1#c" ${rel}>x</a>`,
  ],
  ['an address', '<a href="mailto:a@b.example">x</a>', `<a href="mailto:a@b.example" ${rel}>x</a>`],
  ['a link without an address', '<a name="x">x</a>', '<a>x</a>'],
  [
    'a picture',
    '<img src="a.png" alt="A &quot;b&quot;" width="10" height="x" style="a" loading="lazy">',
    '<img src="https://blog.example/posts/a.png" alt="A &quot;b&quot;" width="10" />',
  ],
  [
    'pictures of several sizes',
    '<img srcset="a.png 1x, /b.png 2x , javascript:x 3x" src="a.png">',
    '<img srcset="https://blog.example/posts/a.png 1x, https://blog.example/b.png 2x" src="https://blog.example/posts/a.png" />',
  ],
  [
    'a film',
    '<video src="/a.mp4" autoplay onplay="x()"><source src="b.mp4" type="video/mp4"></video>',
    '<video src="https://blog.example/a.mp4" controls preload="none"><source src="https://blog.example/posts/b.mp4" type="video/mp4" /></video>',
  ],
  ['a picture of data', 'a<img src="data:image/png;base64,AAAA">b', 'ab'],
  ['a picture of one pixel', 'a<img src="/t.gif" width="1" height="1">b', 'ab'],
  ['what is not closed', '<p>a<b>b', '<p>a<b>b</b></p>'],
  [
    'a frame',
    'a <iframe src="https://a.example/e?a=1&amp;b=2">fallback</iframe> b',
    `a <a href="https://a.example/e?a=1&amp;b=2" ${rel}>a.example</a> b`,
  ],
  [
    'a frame that is loaded later',
    "<iframe src='about:blank' data-src=//v.example/1></iframe>",
    `<a href="https://v.example/1" ${rel}>v.example</a>`,
  ],
  [
    'a frame that is not closed',
    '<iframe src=/e><p>b',
    `<a href="https://blog.example/e" ${rel}>blog.example</a><p>b</p>`,
  ],
  [
    'a frame as XML closes it',
    '<p><iframe src="/e"/></p>b',
    `<p><a href="https://blog.example/e" ${rel}>blog.example</a></p><p></p>b<p></p>`,
  ],
  [
    'frames in a comment and a script',
    `a<!-- <iframe src=x> --><script>w('<iframe src=x>')</script><p>b</p><iframe title="A > B" src=/y></iframe>c`,
    `a<p>b</p><a href="https://blog.example/y" ${rel}>blog.example</a>c`,
  ],
  [
    'a frame closed as in XML before another one',
    '<iframe src="/a"/><p>b</p><iframe src="/c"></iframe>',
    `<a href="https://blog.example/a" ${rel}>blog.example</a><p>b</p><a href="https://blog.example/c" ${rel}>blog.example</a>`,
  ],
  [
    'a fallback without src, after a picture without one',
    '<img alt="a"><noscript><img srcset="/b.png 2x"></noscript>',
    '<img srcset="https://blog.example/b.png 2x" />',
  ],
  ['an element with the name of the mark', '<frame-link href="/a" title="b">c</frame-link>', 'c'],
  ['a frame without an address on the web', 'a<iframe></iframe><iframe src="data:text/html,x">c</iframe>b', 'ab'],
  ['a name like that of a frame', '<iframes src="/e">b', 'b'],
  [
    'a picture that is loaded later',
    '<img src="data:image/gif;base64,R0" data-src="/b.jpg" data-srcset="/b.jpg 1x, /c.jpg 2x">',
    '<img src="https://blog.example/b.jpg" srcset="https://blog.example/b.jpg 1x, https://blog.example/c.jpg 2x" />',
  ],
  [
    'a picture with a placeholder on the web',
    '<img src="/p.gif" data-src="/b.jpg">',
    '<img src="https://blog.example/b.jpg" />',
  ],
  [
    'a picture whose later address is none',
    '<img src="/a.jpg" data-src="javascript:x" data-srcset="data:x">',
    '<img src="https://blog.example/a.jpg" />',
  ],
  [
    'a picture once, which is there for browsers without scripts, too',
    '<img data-src="/b.jpg"><noscript><img src="/b.jpg"><img src="/c.jpg"></noscript>',
    '<img src="https://blog.example/b.jpg" /><img src="https://blog.example/c.jpg" />',
  ],
  [
    'a picture twice where it is',
    '<img src="/b.jpg"><img src="/b.jpg">',
    '<img src="https://blog.example/b.jpg" /><img src="https://blog.example/b.jpg" />',
  ],
])('%s is shown as it may be', (_name, html, shown) => {
  expect(clean(html)).toBe(shown);
});

it('the list has enough of them', () => expect(new Set(vectors).size).toBeGreaterThanOrEqual(75));

/** What no sanitised text contains, its escaped words aside: only tags of articles, and in them only harmless attributes. */
function dangersOf(html: string): string[] {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const names =
    /^<\/?(?:a|p|b|em|i|img|table|tbody|tr|td|video|audio|source|details|summary|code|pre|h\d|ul|li|span|div)\b/;
  const whole = /^<\/?\w+(?: [a-z]+(?:="[^"<>]*")?)* ?\/?>$/;
  const attributes =
    /^(?:alt|colspan|controls|height|href|media|preload|rel|rowspan|sizes|src|srcset|title|type|width|poster)$/;
  const onTheWeb = /^(?:https?:\/\/|mailto:)/;
  const isSafe = (name: string, value: string) => {
    if (name === 'srcset') return value.split(', ').every((each) => onTheWeb.test(each));
    return attributes.test(name) && (!/^(?:href|src|poster)$/.test(name) || onTheWeb.test(value));
  };
  return tags.filter((tag) => {
    const given = [...tag.matchAll(/ ([a-z]+)(?:="([^"]*)")?/g)];
    return !names.test(tag) || !whole.test(tag) || !given.every(([, name = '', value = '']) => isSafe(name, value));
  });
}

it.each(vectors)('%s runs nothing', (vector) => {
  for (const html of [vector, `<p>before</p>${vector}<p>after</p>`, `<div><table><tr><td>${vector}`]) {
    expect(dangersOf(clean(html).replaceAll(/<\/?(?:table|tr|td|div)>/g, ''))).toEqual([]);
    expect(clean(clean(html))).toBe(clean(html));
  }
});

const places: readonly ((vector: string) => string)[] = [
  (vector) => `<iframe src="${vector}"></iframe>`,
  (vector) => `<iframe src='${vector}'></iframe>`,
  (vector) => `<iframe src=${vector}></iframe>`,
  (vector) => `<iframe src="https://a.example/${vector}"></iframe>`,
  (vector) => `<iframe src="https://${vector}/"></iframe>`,
  (vector) => `<iframe data-src="${vector}" src='https://a.example/?${vector}'>`,
  (vector) => `<iframe src="https://a.example/">${vector}</iframe>`,
  (vector) => `<iframe ${vector} src="https://a.example/">`,
  (vector) => `<img data-src="${vector}">`,
  (vector) => `<img data-src='https://a.example/${vector}' src="${vector}">`,
  (vector) => `<img data-srcset="${vector} 2x, https://a.example/${vector} 1x">`,
  (vector) => `<img data-src="/a.png"><noscript>${vector}<img src="/a.png"></noscript>`,
];

it.each(vectors)('%s runs nothing where a frame is a link and a picture is loaded later', (vector) => {
  for (const place of places) {
    const shown = clean(place(vector));
    expect(dangersOf(shown)).toEqual([]);
    expect(clean(shown)).toBe(shown);
  }
});

it('frames of XHTML end where their slash says so', () => {
  const shown = cleanHtml('<iframe src="/a"/><p>b</p><iframe src="/c"></iframe>', 'https://a.example/', true);
  expect(shown.replace(/<[^>]*>/g, ' ').trim()).toMatch(/^a\.example +b +a\.example$/);
});

it('what is clean stays as it is, whatever it was made of', () => {
  const piece = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<b>',
      '</a>',
      '<a href="x">',
      '<img src=a>',
      '<',
      '>',
      '&',
      '&lt;',
      '&amp;',
      '"',
      "'",
      '<!--',
      '-->',
    ],
    ...[
      '<pre>',
      '\n',
      ' ',
      '<table>',
      '<td>',
      '<svg>',
      '</svg>',
      '<script>',
      '</script>',
      '<video src=b>',
      'a',
      '=',
      '/',
      '&#0;',
    ],
    ...['<ul><li>', '<br>', '<noscript>', '<xmp>', '<textarea>', ']]>', '<![CDATA[', '\u{1f600}', '\ud800', ...vectors],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = clean(pieces.join(''));
      expect(clean(once)).toBe(once);
      expect(once).toBe(once.toWellFormed());
    }),
    { numRuns: 2000 },
  );
});

it('content is at most 500,000 characters, and still whole', () => {
  const long = clean(`<div><p>${'word <b>bold</b> '.repeat(60_000)}`);
  expect(long.length).toBeLessThanOrEqual(500_000);
  expect(long.length).toBeGreaterThan(490_000);
  expect(long).toMatch(/<\/p><\/div>$/);
});
