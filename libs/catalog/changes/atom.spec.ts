import { parseAtomFeed } from 'feedsmith';
import { atomOf } from './atom.js';
import type { ChangeDto } from './changes.dto.js';

const at = new Date('2026-01-02T03:04:05.678Z');
const change = { position: 7, kind: 'published', app: 'fastify', version: '5.0.0', at } as ChangeDto;
const store: Parameters<typeof atomOf>[0] = {
  id: '01890000-0000-7000-8000-000000000001',
  slug: 'shop',
  name: 'Shop',
  locale: 'en',
};
const idsOf = (of: typeof store, ...changes: ChangeDto[]) =>
  parseAtomFeed(atomOf(of, changes, 'https://palier.example')).entries?.map(({ id }) => id) ?? [];

describe('changes of a store as Atom', () => {
  it('writes what a name says as text, and replaces what XML cannot say', () => {
    const name = `<b>R&D</b> "x" 'y' {app} $& \u0000\u0008\ufffe😀`;
    const text = atomOf({ ...store, name }, [change], 'https://palier.example');
    expect(text).not.toContain('<b>');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the feed must not have.
    expect(text).not.toMatch(/[\u0000\u0008\ufffe]/);
    const feed = parseAtomFeed(text);
    const said = `<b>R&D</b> "x" 'y' {app} $& \ufffd\ufffd\ufffd😀`;
    expect(feed.title).toEqual({ value: `What changes in ${said}` });
    expect(feed.entries?.[0]).toMatchObject({
      title: { value: 'fastify 5.0.0 was published' },
      summary: { value: `fastify 5.0.0 is published in ${said}.` },
    });
  });

  it('gives a change the same id each time, and another one in another store, at another position or time', () => {
    const others: ChangeDto[] = [
      { ...change, position: 8 },
      { ...change, at: new Date(at.getTime() + 1) },
    ];
    const ids = [
      ...idsOf(store, change, ...others),
      ...idsOf({ ...store, id: '01890000-0000-7000-8000-000000000002' }, change),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idsOf({ ...store, name: 'Other' }, { ...change, version: null })).toEqual([ids[0]]);
  });
});
