/**
 * `publishable` keys are embedded in apps and web pages, where everyone can read them; `secret` keys stay on servers;
 * `personal` keys act as the user who made them.
 */
export const keyKinds = ['publishable', 'secret', 'personal'] as const;
export type KeyKind = (typeof keyKinds)[number];

/**
 * `palier_sk_<tenant><prefix>_<secret>`: the tenant's id in base32, since a key is looked up within
 * its tenant; eight characters that identify the row; and 256 random bits.
 */
const format = /^palier_(sk|pk|uk)_([a-z2-7]{26})([a-z2-7]{8})_([\w-]{43})$/;
const signs = { secret: 'sk', publishable: 'pk', personal: 'uk' } as const;
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The parts of a key. */
export interface KeyParts {
  readonly kind: KeyKind;
  readonly tenantId: string;
  readonly prefix: string;
  readonly secret: string;
}

/** The full text of a key, as its owner stores it. */
export function writeKey(parts: KeyParts): string {
  return `${shownPart(parts)}_${parts.secret}`;
}

/** The text of a key without its secret, which may be shown. */
export function shownPart({ kind, tenantId, prefix }: Omit<KeyParts, 'secret'>): string {
  return `palier_${signs[kind]}_${encodeTenant(tenantId)}${prefix}`;
}

/** The parts of a credential; undefined when it does not have the form of a key. */
export function parseKey(credential: string): KeyParts | undefined {
  const [, sign, tenant = '', prefix, secret] = format.exec(credential) ?? [];
  const tenantId = decodeTenant(tenant);
  if (!tenantId || !prefix || !secret) return undefined;
  const kind = keyKinds.find((each) => signs[each] === sign);
  return kind && { kind, tenantId, prefix, secret };
}

/** 128 bits in 26 characters of 5 bits each. */
function encodeTenant(id: string): string {
  const bits = BigInt(`0x${id.replaceAll('-', '')}`);
  return Array.from({ length: 26 }, (_, i) => base32[Number((bits >> BigInt(5 * (25 - i))) & 31n)]).join('');
}

/** Undefined for more than 128 bits, so that each key has one text alone. */
function decodeTenant(text: string): string | undefined {
  let bits = 0n;
  for (const letter of text) bits = (bits << 5n) | BigInt(base32.indexOf(letter));
  if (text === '' || bits >> 128n) return undefined;
  return bits
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
