import { formFault, nearestName, slugFrom, tagFrom, unknownName } from './index.js';

describe('the nearest name', () => {
  const known = ['licence', 'name', 'slug', 'pageSize', '-createdAt', 'tags', 'url', 'en'];

  it.each([
    ['license', 'licence'],
    ['Name', 'name'],
    ['nmae', 'name'],
    ['slgu', 'slug'],
    ['page_size', 'pageSize'],
    ['createdat', '-createdAt'],
    ['tag', 'tags'],
    ['uri', 'url'],
  ])('to %s is %s', (written, nearest) => expect(nearestName(written, known)).toBe(nearest));

  it.each(['q', 'es', '', 'toString', 'nothing like it', 'x'.repeat(64), '\ud800'])('to %j is none', (written) => {
    expect(nearestName(written, known)).toBeUndefined();
  });

  it('is looked for of names of up to 64 characters alone', () => {
    const [long, longer] = ['x'.repeat(64), 'x'.repeat(65)];
    expect(nearestName(long, [longer])).toBe(longer);
    expect(nearestName(longer, [long])).toBeUndefined();
  });
});

describe('what is said of an unknown name', () => {
  it('names the nearest and lists those that exist', () => {
    expect(unknownName('field', 'license', ['name', 'licence'])).toEqual({
      en: 'is not a known field. Did you mean licence? Accepted: name, licence.',
      fr: 'n’est pas un champ connu. Vouliez-vous dire licence ? Acceptés : name, licence.',
    });
  });

  it('names what other APIs call so', () => {
    expect(unknownName('parameter', 'q', ['search', 'sort']).en).toContain('Did you mean search?');
    expect(unknownName('parameter', 'ORDER', ['search', 'sort']).en).toContain('Did you mean sort?');
    expect(unknownName('parameter', 'q', ['limit']).en).toBe('is not a known parameter. Accepted: limit.');
  });

  it('says that there are none, and leaves a long list out', () => {
    expect(unknownName('parameter', 'q', [])).toEqual({
      en: 'is not a known parameter. This operation takes none.',
      fr: 'n’est pas un paramètre connu. Cette opération n’en prend aucun.',
    });
    const names = Array.from({ length: 13 }, (_, i) => `field${i}`);
    expect(unknownName('field', 'other', names).en).toBe('is not a known field');
    expect(unknownName('field', 'feild3', names).en).toBe('is not a known field. Did you mean field3?');
  });

  it('never repeats the name', () => {
    const { en, fr } = unknownName('field', 'x'.repeat(1_000_000), ['name']);
    expect([en, fr]).toEqual(['is not a known field. Accepted: name.', 'n’est pas un champ connu. Acceptés : name.']);
  });
});

describe('the fault of a text that lacks a form', () => {
  const form = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const words = {
    code: 'bad_format',
    detail: { en: 'must be a slug, as in {example}', fr: 'doit être un identifiant, comme {example}' },
    example: 'carnet',
    corrected: slugFrom,
  };
  const exampleFor = (given: unknown) => /as in (.*)$/.exec(formFault(words, form, given).detail.en)?.[1];

  it.each([
    ['carnet-léger', 'carnet-leger'],
    ['  Œuvres & Cœurs  ', 'oeuvres-coeurs'],
    ['a--b_c', 'a-b-c'],
    ["$'", 'carnet'],
    ['日本', 'carnet'],
    [['fine', 'Not fine'], 'not-fine'],
    [5, 'carnet'],
  ])('of %j is told with %s', (given, example) => expect(exampleFor(given)).toBe(example));

  it('repeats little of a long text', () => {
    expect(exampleFor(`É${'a'.repeat(1_000_000)}`)).toBe(`e${'a'.repeat(49)}`);
    expect(exampleFor('\ufdfa'.repeat(1_000_000))?.length).toBeLessThanOrEqual(50);
  });

  it('keeps to the example where there is no correction', () => {
    expect(formFault({ ...words, corrected: () => 'NOT ONE' }, form, 'x y').detail).toEqual({
      en: 'must be a slug, as in carnet',
      fr: 'doit être un identifiant, comme carnet',
    });
  });
});

it.each([
  ['Hors Ligne', 'hors-ligne'],
  ['été, hiver', 'été-hiver'],
  ['\ud800 a', '�-a'],
])('a tag for %j is %s', (text, tag) => expect(tagFrom(text)).toBe(tag));
