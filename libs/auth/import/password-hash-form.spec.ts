import { isPasswordHash } from './password-hash-form.js';

const salt = 'c29tZXNhbHRzb21lc2FsdA';
const digest = 'A'.repeat(43);
const argon2id = (parameters: string) => `$argon2id$v=19$${parameters}$${salt}$${digest}`;
const bcrypt = (prefix: string, cost: string) =>
  `$${prefix}$${cost}$${'N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'.slice(0, 53)}`;

describe('isPasswordHash', () => {
  it.each([
    argon2id('m=19456,t=2,p=1'),
    argon2id('m=65536,t=3,p=4'),
    bcrypt('2a', '10'),
    bcrypt('2b', '12'),
    bcrypt('2y', '14'),
  ])('accepts %s', (hash) => expect(isPasswordHash(hash)).toBe(true));

  it.each([
    ['plain text', 'correct horse battery staple'],
    ['MD5', '$1$salt$qJH7.N4xYta3aEG/dfqo/0'],
    ['another kind of Argon2', argon2id('m=19456,t=2,p=1').replace('argon2id', 'argon2i')],
    ['an older version of it', argon2id('m=19456,t=2,p=1').replace('v=19', 'v=16')],
    ['more memory than a sign-in may take', argon2id('m=4194304,t=2,p=1')],
    ['more passes than a sign-in may take', argon2id('m=19456,t=99,p=1')],
    ['less memory than its lanes need', argon2id('m=8,t=2,p=4')],
    ['a bcrypt that takes seconds', bcrypt('2b', '31')],
    ['a broken bcrypt', bcrypt('2x', '10')],
    ['a bcrypt cut short', bcrypt('2b', '10').slice(0, -1)],
    ['a line break at the end', `${argon2id('m=19456,t=2,p=1')}\n`],
  ])('refuses %s', (_, hash) => expect(isPasswordHash(hash)).toBe(false));
});
