import { itemId, momentOf, postNumber, streamOf } from './reader-ids.js';

describe('a stream', () => {
  it.each([
    ['user/-/state/com.google/reading-list', { kind: 'all' }],
    ['user/1005921515/state/com.google/starred', { kind: 'starred' }],
    ['user/-/state/com.google/kept-unread', { kind: 'unread' }],
    ['feed/https://sun.example/a?b=c', { kind: 'feed', named: 'https://sun.example/a?b=c' }],
    ['user/-/label/Sun / Moon', { kind: 'label', name: 'Sun / Moon' }],
  ])('is named by %s', (id, stream) => expect(streamOf(id)).toEqual(stream));

  it.each(['', 'feed/', 'user/-/label/', 'user/-/state/com.google/like', 'user/-/state/com.google/toString', 'read'])(
    'is not named by %j',
    (id) => expect(streamOf(id)).toBeUndefined(),
  );
});

describe('an item', () => {
  it.each([1, 4711, 2 ** 40, Number.MAX_SAFE_INTEGER])('has the id of its number: %d', (number) => {
    const id = itemId(number);
    expect(id).toMatch(/^tag:google\.com,2005:reader\/item\/[\da-f]{16}$/);
    const forms = [id, id.slice(-16), id.replace(/\/0+(?=[\da-f])/, '/')];
    for (const form of forms) expect(postNumber(form)).toBe(number);
    if (number < 10 ** 15) expect(postNumber(String(number))).toBe(number);
  });

  it.each(['', '-1', '1.5', '0x10', 'f', 'ffffffffffffffff', `${itemId(1)}0`, 'tag:google.com,2005:reader/item/'])(
    'is not %j',
    (id) => expect(postNumber(id)).toBeUndefined(),
  );
});

it.each([
  ['1700000000', 1_700_000_000_000],
  ['1700000000123', 1_700_000_000_123],
  ['1700000000123456', 1_700_000_000_123],
  ['1700000000123456789', 1_700_000_000_123],
  ['1795400305130000', 1_795_400_305_130],
  ['1795400305130000000', 1_795_400_305_130],
  ['0', undefined],
  ['', undefined],
  ['x', undefined],
  ['-5', undefined],
  ['99999999999999999999', undefined],
])('the moment of %j is found whatever its unit', (text, time) => expect(momentOf(text)?.getTime()).toBe(time));
