import fc from 'fast-check';

const salt = 'c29tZXNhbHRzb21lc2FsdA';
const digest = 'A'.repeat(43);
const argon2id = (parameters: string) => `$argon2id$v=19$${parameters}$${salt}$${digest}`;
const bcrypt = (prefix: string, cost: string) =>
  `$${prefix}$${cost}$${'N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'.slice(0, 53)}`;

/** Hashes that are accepted for a sign-in. */
export const acceptedHashes = [
  argon2id('m=19456,t=2,p=1'),
  argon2id('m=65536,t=3,p=4'),
  argon2id('m=0000008,t=01,p=01'),
  argon2id('m=65536,t=10,p=8'),
  bcrypt('2a', '10'),
  bcrypt('2b', '04'),
  bcrypt('2b', '12'),
  bcrypt('2y', '12'),
];

/** Hashes that every import must refuse, and why. */
export const refusedHashes: readonly [why: string, hash: string][] = [
  ['nothing', ''],
  ['plain text', 'correct horse battery staple'],
  ['MD5', '$1$salt$qJH7.N4xYta3aEG/dfqo/0'],
  ['another kind of Argon2', argon2id('m=19456,t=2,p=1').replace('argon2id', 'argon2i')],
  ['an older version of it', argon2id('m=19456,t=2,p=1').replace('v=19', 'v=16')],
  ['more memory than a sign-in may take', argon2id('m=4194304,t=2,p=1')],
  ['a number that no integer holds', argon2id('m=99999999999,t=2,p=1')],
  ['a kibibyte more', argon2id('m=65537,t=2,p=1')],
  ['more passes than a sign-in may take', argon2id('m=19456,t=99,p=1')],
  ['a pass more', argon2id('m=19456,t=11,p=1')],
  ['no pass', argon2id('m=19456,t=0,p=1')],
  ['no lane', argon2id('m=19456,t=2,p=0')],
  ['a lane more', argon2id('m=65536,t=2,p=9')],
  ['less memory than its lanes need', argon2id('m=8,t=2,p=4')],
  ['parameters in another order', argon2id('t=2,m=19456,p=1')],
  ['a parameter more', argon2id('m=19456,t=2,p=1,data=AA')],
  ['a bcrypt that takes seconds', bcrypt('2b', '31')],
  ['a bcrypt of one more', bcrypt('2b', '13')],
  ['a bcrypt of two more', bcrypt('2y', '14')],
  ['a bcrypt of next to nothing', bcrypt('2b', '03')],
  ['a broken bcrypt', bcrypt('2x', '10')],
  ['a bcrypt cut short', bcrypt('2b', '10').slice(0, -1)],
  ['a line break at the end', `${argon2id('m=19456,t=2,p=1')}\n`],
  ['a line before it', `x\n${argon2id('m=19456,t=2,p=1')}`],
];

/** Texts that are a valid hash, or almost. */
export const nearlyHashes: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.nat(70_000), fc.nat(12), fc.nat(10))
    .map(([memory, passes, lanes]) => argon2id(`m=${memory},t=${passes},p=${lanes}`)),
  fc.nat(32).map((cost) => bcrypt('2b', String(cost).padStart(2, '0'))),
  fc
    .tuple(fc.constantFrom(...acceptedHashes), fc.nat(100), fc.string({ unit: 'grapheme', maxLength: 2 }))
    .map(([hash, at, put]) => hash.slice(0, at) + put.replaceAll('\0', '') + hash.slice(at + 1)),
);
