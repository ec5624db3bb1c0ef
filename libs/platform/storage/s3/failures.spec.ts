import { failureOf } from './failures.js';

/** An error as the SDK makes it of an answer. */
const answered = (httpStatusCode: number, name: string) =>
  Object.assign(new Error(), { name, $metadata: { httpStatusCode } });

describe('a failed call', () => {
  it.each([
    ['ECONNREFUSED', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'away'],
    ['ENOTFOUND', Object.assign(new Error(), { code: 'ENOTFOUND' }), 'away'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', Object.assign(new Error(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'away'],
    ['ETIMEDOUT', Object.assign(new Error(), { name: 'TimeoutError' }), 'away'],
    ['InternalError', answered(500, 'InternalError'), 'away'],
    ['SlowDown', answered(503, 'SlowDown'), 'away'],
    ['TooManyRequests', answered(429, 'TooManyRequests'), 'away'],
    ['RequestTimeout', answered(400, 'RequestTimeout'), 'away'],
    ['NoSuchKey', answered(404, 'NoSuchKey'), 'missing'],
    ['NotFound', answered(404, 'NotFound'), 'missing'],
    ['NoSuchBucket', answered(404, 'NoSuchBucket'), 'refused'],
    ['InvalidAccessKeyId', answered(403, 'InvalidAccessKeyId'), 'refused'],
    ['SignatureDoesNotMatch', answered(403, 'SignatureDoesNotMatch'), 'refused'],
    ['BadDigest', answered(400, 'BadDigest'), 'refused'],
    ['QuotaExceeded', answered(403, 'QuotaExceeded'), 'full'],
    ['XMinioStorageFull', answered(507, 'XMinioStorageFull'), 'full'],
    ['EntityTooLarge', answered(400, 'EntityTooLarge'), 'full'],
    ['CredentialsProviderError', Object.assign(new Error(), { name: 'CredentialsProviderError' }), 'refused'],
  ])('with %s is understood', (code, error, kind) => expect(failureOf(error)).toMatchObject({ code, kind }));

  it('is told what to do about credentials and the bucket', () => {
    expect(failureOf(answered(403, 'AccessDenied'))?.advice).toContain('credentials');
    expect(failureOf(answered(404, 'NoSuchBucket'))?.advice).toContain('make the bucket');
  });

  it.each([
    ['a fault of this program', new TypeError('no function')],
    ['a header that cannot be sent', Object.assign(new TypeError(), { code: 'ERR_INVALID_CHAR' })],
    ['a call that was stopped', Object.assign(new Error(), { name: 'AbortError' })],
  ])('is nothing of the service when it is %s', (_, error) => expect(failureOf(error)).toBeUndefined());
});
