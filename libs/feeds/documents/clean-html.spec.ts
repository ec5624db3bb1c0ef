import fc from 'fast-check';
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
  ['a frame', 'a<iframe src="https://a.example/">fallback</iframe>b', 'ab'],
])('%s is shown as it may be', (_name, html, shown) => {
  expect(clean(html)).toBe(shown);
});

const vectors = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<img """><script>alert(1)</script>">',
  '<svg onload=alert(1)><p>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><a xlink:href="javascript:alert(1)">x</a></math>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="\x01javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="blob:https://blog.example/1">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="https://a.example/" onclick="alert(1)" style="position:fixed" id="x" class="y" target="_top">x</a>',
  '<img src="javascript:alert(1)">',
  '<img srcset="javascript:alert(1) 1x, data:image/svg+xml,x 2x">',
  '<video poster="javascript:alert(1)" src="data:video/mp4,x"><source onerror="alert(1)"></video>',
  '<audio src="javascript:alert(1)" onloadstart=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"><embed src="javascript:alert(1)"></object>',
  '<form action="javascript:alert(1)"><input type=submit><button formaction="javascript:alert(1)">x</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css"; * { background: url(javascript:alert(1)) }</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</td></table>',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><script>alert(1)</script></template>',
  '<plaintext><script>alert(1)</script>',
  '<!--><script>alert(1)</script>-->',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<p/onclick=alert(1)//>x',
  '<a href="https://a.example/"onmouseover="alert(1)">x</a>',
  '<a href=\'https://a.example/" onclick="alert(1)\'>x</a>',
  '<img alt="&quot; onerror=&quot;alert(1)" src="/a.png">',
  '<select><option><script>alert(1)</script></option></select>',
  '<animate attributeName="href" values="javascript:alert(1)">',
  '<isindex action="javascript:alert(1)">',
  '<x-element onclick=alert(1)>x</x-element>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

/** What no sanitised text contains, its escaped words aside: only tags of articles, and in them only harmless attributes. */
function dangersOf(html: string): string[] {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  const names =
    /^<\/?(?:a|p|b|em|i|img|table|tbody|tr|td|video|audio|source|details|summary|code|pre|h\d|ul|li|span|div)\b/;
  const attributes = /\s(?:on\w+|style|class|id|target|action|formaction|srcdoc|data|background|xlink:href)\s*=/i;
  const schemes = /(?:href|src|srcset|poster)="(?!https?:\/\/|mailto:)|javascript:|data:/i;
  return tags.filter((tag) => {
    const bare = tag.replace(/(?:alt|title)="[^"]*"/g, '');
    return !names.test(tag) || attributes.test(bare) || schemes.test(bare);
  });
}

it.each(vectors)('%s runs nothing', (vector) => {
  for (const html of [vector, `<p>before</p>${vector}<p>after</p>`, `<div><table><tr><td>${vector}`]) {
    expect(dangersOf(clean(html).replaceAll(/<\/?(?:table|tr|td|div)>/g, ''))).toEqual([]);
    expect(clean(clean(html))).toBe(clean(html));
  }
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
