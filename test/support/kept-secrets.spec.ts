import { randomBytes } from 'node:crypto';
import { secretsIn } from './kept-secrets.js';

const bytes = randomBytes(32);
const text = `palier_op_abcdefgh_${bytes.toString('base64url')}`;
const sixteen = Buffer.alloc(16, 7);
const asHex = (kept: string) => Buffer.from(kept).toString('hex');

describe('a secret', () => {
  it.each([
    ['as text', `(1,"${text}",t)`],
    ['as the bytes that it is', `before${bytes.toString('latin1')}after`],
    ['in hex', `\\x${bytes.toString('hex').toUpperCase()}`],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['behind an id in base64url', Buffer.concat([sixteen, bytes]).toString('base64url')],
    ['between two others in base64', Buffer.concat([sixteen, Buffer.of(1), bytes, sixteen]).toString('base64')],
    ['as text whose bytes are in hex', `\\x${asHex(`{"key":"${text}"}`)}`],
    ['as text in base64', Buffer.from(`{"key":"${text}"}`).toString('base64')],
    ['in base64 whose bytes are in hex', `\\x${asHex(bytes.toString('base64'))}`],
  ])('is found %s', (_, kept) => {
    expect(secretsIn(kept, { bytes, nothing: randomBytes(32) })).toEqual(['bytes']);
  });

  it('is found whole where its bytes are not base64 of their own', () => {
    expect(secretsIn(asHex(text), { text, nothing: 'another text' })).toEqual(['text']);
  });

  it('is not confused with its hash or with another secret', () => {
    expect(secretsIn(`${randomBytes(32).toString('hex')} ${asHex('a text')}`, { bytes, text })).toEqual([]);
  });

  it('must be long enough to be searched for', () => {
    expect(() => secretsIn('', { word: 'short' })).toThrow('too short');
  });
});
