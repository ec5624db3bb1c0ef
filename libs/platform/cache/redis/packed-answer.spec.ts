import { randomBytes } from 'node:crypto';
import { encodeAnswer } from '../content-encoding.js';
import { packAnswer, unpackAnswer } from './packed-answer.js';

describe('a packed answer', () => {
  it.each([
    ['a short text', Buffer.from('{"name":"Été\\n"}'), undefined],
    ['a compressed one', Buffer.from('été '.repeat(1000)), 'br' as const],
    ['a long one of any bytes', randomBytes(50_000), undefined],
  ])('is unpacked unchanged: %s', async (_what, body, encoding) => {
    const answer = await encodeAnswer(body, 'application/json', {
      encoding,
      isPublic: true,
      link: '</v1/next>; rel="next"',
      version: undefined,
    });
    const packed = { answer, versions: ['1', '2'], filledAt: 1_763_683_200_000, ttl: 60 };
    expect(unpackAnswer(packAnswer(packed))).toEqual(packed);
  });
});
