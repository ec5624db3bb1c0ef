import { parseOpml } from './parse-opml.js';

const read = (text: string) => parseOpml(Buffer.from(text));
const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>${body}</body></opml>`;
const feed = (name: string, more = '') =>
  `<outline type="rss" text="${name}" xmlUrl="https://${name}.example/feed" ${more}/>`;
const line = (name: string, folder: string | null = null, tags: string[] = []) => ({
  url: `https://${name}.example/feed`,
  title: name,
  folder,
  tags,
});

it('subscriptions are read with their folders, in their order', () => {
  const text = opml(
    `${feed('a')}<outline text="News"><outline title="World &amp;amp; more" text="ignored">${feed('b')}</outline>${feed('c')}</outline>${feed('a')}`,
  );
  expect(read(text)).toEqual([line('a'), line('b', 'News / World & more'), line('c', 'News'), line('a')]);
});

it('categories are tags', () => {
  expect(read(opml(feed('a', 'category="/Boston/Weather, ferries,ferries,,"')))).toEqual([
    line('a', null, ['Boston/Weather', 'ferries']),
  ]);
});

it.each([
  [' feed://a.example/x ', 'feed://a.example/x'],
  ['https://a.example/x?b=1&amp;c=1', 'https://a.example/x?b=1&c=1'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['', undefined],
])('the address %s is told as it is', (written, url) => {
  expect(read(opml(`<outline text="a" xmlUrl="${written}"/>`))[0]?.url).toBe(url);
});

it('other spellings are read', () => {
  expect(read('\n<OPML><Body><Outline Text="a" XMLURL="https://a.example/feed"/></Body></OPML>')).toEqual([line('a')]);
  expect(read(opml('<outline xmlUrl="https://a.example/feed"/>'))).toEqual([{ ...line('a'), title: null }]);
  expect(read(opml(feed('a').replace('"a"', '"R&D < 3"')))).toEqual([{ ...line('a'), title: 'R&D < 3' }]);
  expect(parseOpml(Buffer.from(`\ufeff${opml(feed('a'))}`, 'utf16le'))).toEqual([line('a')]);
});

it('a file without subscriptions has no lines', () => {
  expect(read(opml(''))).toEqual([]);
});

it.each([
  ['nothing', ''],
  ['a page', '<html><body/></html>'],
  ['a feed', '<rss version="2.0"><channel/></rss>'],
  ['JSON', '{}'],
  ['what is nested 9,000 deep', opml('<outline text="a">'.repeat(9000))],
])('%s is refused', (_name, text) => {
  expect(() => read(text)).toThrow('opml_malformed');
});

it('5,000 subscriptions are read, and more are refused', () => {
  expect(read(opml(feed('a').repeat(5000)))).toHaveLength(5000);
  expect(() => read(opml(feed('a').repeat(5001)))).toThrow('opml_too_large');
});

it.each([
  ['<outline/>', 'folders without a name'],
  ['<outline text="a"></outline>', 'empty folders'],
  ['<a/>', 'what is no outline'],
  ['<outline text="a">', 'folders within folders'],
])('more than 10,000 elements are refused, %s', (element) => {
  expect(() => read(opml(element.repeat(10_001)))).toThrow('opml_too_large');
});

it('9,000 elements are read', () => {
  expect(read(opml('<outline text="a"/>'.repeat(8990) + feed('a')))).toHaveLength(1);
});

it('entities are not expanded', () => {
  const text = `<!DOCTYPE opml [<!ENTITY a "bomb"><!ENTITY b SYSTEM "file:///etc/passwd">]>${opml(feed('a').replace('"a"', '"&a;&b;"'))}`;
  expect(read(text)).toEqual([{ ...line('a'), title: '&a;&b;' }]);
});
