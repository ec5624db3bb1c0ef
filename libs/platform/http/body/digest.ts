import type { IncomingHttpHeaders } from 'node:http';
import type { FieldError, LocalText } from '#platform/problems';
import { httpProblems } from '../http.errors.js';

/** One member of a dictionary of byte sequences (RFC 9651): an algorithm, its value in base64, and parameters. */
const member =
  /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):(?:; *[a-z*][a-z0-9_.*-]*(?:=(?:[\w.*+-]+|"[ !#-[\]-~]*"))?)*$/;

const malformed: LocalText = {
  en: 'must be as in sha-256=:<32 bytes in base64>:',
  fr: 'doit être de la forme sha-256=:<32 octets en base64>:',
};
const withoutSha256: LocalText = {
  en: 'must hold a sha-256, beside which others are ignored',
  fr: 'doit contenir un sha-256, à côté duquel les autres sont ignorés',
};
const contradictory: LocalText = {
  en: 'must have the same sha-256 in Content-Digest and Repr-Digest: they mean the same for a whole body',
  fr: 'doit avoir le même sha-256 dans Content-Digest et Repr-Digest : pour un corps entier, ils veulent dire la même chose',
};

/**
 * The SHA-256 that a request announces of its body in `Content-Digest` or `Repr-Digest` (RFC 9530), 32 bytes; undefined
 * where it has neither header.
 *
 * @throws Problem `invalid_content_digest` (400) for a malformed header, or one without sha-256
 */
export function expectedDigest(headers: IncomingHttpHeaders): Buffer | undefined {
  const [content, representation] = (['content-digest', 'repr-digest'] as const).map((name) => {
    const value = headers[name];
    return value === undefined ? undefined : sha256In(String(value), name);
  });
  if (content && representation && !content.equals(representation))
    throw invalid('repr-digest', 'contradictory', contradictory);
  return content ?? representation;
}

/**
 * Compares the SHA-256 of the bytes received with the announced one. Where none was announced, every body will do.
 *
 * @throws Problem `content_digest_mismatch` (400)
 */
export function assertDigest(expected: Buffer | undefined, received: Buffer): void {
  if (expected && !expected.equals(received)) throw httpProblems.content_digest_mismatch();
}

function sha256In(value: string, header: string): Buffer {
  let found: Buffer | undefined;
  // No byte sequence and no token holds a comma; a parameter that does is refused as malformed.
  for (const each of value.split(',')) {
    const [, algorithm, base64 = ''] = member.exec(each.trim()) ?? [];
    if (algorithm === undefined) throw invalid(header, 'malformed', malformed);
    if (algorithm !== 'sha-256') continue;
    found = Buffer.from(base64, 'base64');
    if (found.length !== 32) throw invalid(header, 'malformed', malformed);
  }
  if (!found) throw invalid(header, 'sha256_missing', withoutSha256);
  return found;
}

function invalid(header: string, code: string, detail: LocalText) {
  const error: FieldError = { pointer: `/${header}`, in: 'header', code, detail };
  return httpProblems.invalid_content_digest({}, { errors: [error] });
}
