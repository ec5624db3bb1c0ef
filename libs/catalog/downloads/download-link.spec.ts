import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { type DownloadLink, openLink, sealLink } from './download-link.js';

const key = randomBytes(32);
const link = (differing: Partial<DownloadLink> = {}): DownloadLink => ({
  tenantId: newId(),
  versionId: newId(),
  id: newId(),
  digest: randomBytes(32).toString('hex'),
  bytes: 48_231,
  expiresAt: 1_795_000_000,
  fileName: 'notes-1.2.0.zip',
  ...differing,
});

it('a token gives back the link that it was made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.maxSafeNat(), (fileName, number) => {
      const made = link({ fileName, bytes: number % 2 ** 48, expiresAt: (number * 7) % 2 ** 48 });
      expect(openLink([key], sealLink(key, made))).toEqual(made);
    }),
  );
});

it('a token of the longest names fits into one segment of a path', () => {
  const fileName = `${'a'.repeat(100)}-${'1'.repeat(100)}.zip`;
  expect(sealLink(key, link({ fileName })).length).toBeLessThanOrEqual(512);
});

it('a token is refused with any byte or character changed, cut, longer, or spelt otherwise', () => {
  const token = sealLink(key, link());
  const bytes = Buffer.from(token, 'base64url');
  const flipped = [...bytes.keys()].flatMap((at) =>
    [1, 0x80].map((bit) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ bit;
      return changed.toString('base64url');
    }),
  );
  const others = [...token].map((own, at) => `${token.slice(0, at)}${own === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`);
  const cut = [...token].map((_, at) => token.slice(0, at));
  // The last character holds bits that belong to no byte.
  const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    .map((last) => token.slice(0, -1) + last)
    .filter((other) => other !== token);
  const more = [`${token}=`, `${token}A`, ` ${token}`, `${token}\n`, token.replace(/[-_]/, '+'), `${token}%`];
  for (const wrong of [...flipped, ...others, ...cut, ...spellings, ...more]) {
    if (wrong !== token) expect([wrong, openLink([key], wrong)]).toEqual([wrong, undefined]);
  }
});

it('a token is refused under another key', () => {
  expect(openLink([randomBytes(32)], sealLink(key, link()))).toBeUndefined();
});
