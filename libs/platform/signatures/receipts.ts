import { createHash } from 'node:crypto';
import type { Signature } from './signatures.js';
import { publicKeysIn, signedText, verifySignature } from './verify.js';

/** What was deleted: all data of a tenant, or all data about a person in one. */
type ReceiptKind = 'purge' | 'erasure';
const kinds: readonly ReceiptKind[] = ['purge', 'erasure'];

/** What proves a receipt, among its other members. */
export interface ReceiptProof {
  /** Of the line of JSON, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly keyId: string;
  /** 64 bytes as base64url. */
  readonly signature: string;
}

/** A receipt whose signature is valid. */
interface VerifiedReceipt {
  readonly kind: ReceiptKind;
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** Signs what a receipt says. */
export function signReceipt(
  kind: ReceiptKind,
  statement: object,
  sign: (bytes: Uint8Array) => Signature,
): ReceiptProof {
  const line = receiptLine(statement);
  const { keyId, signature } = sign(signedReceipt(kind, line));
  return { sha256: digestOf(line), keyId, signature: signature.toString('base64url') };
}

const faults = {
  none: 'The file has no receipt. Give what "palier tenant receipt --json" or "palier person erasure --json" prints once the purge or erasure has ended.',
  unsigned:
    'The receipt has no signature, so anyone may have made it. One of before receipts were signed is checked where it is kept, with "palier tenant receipt".',
  unknown: 'The key that the receipt names is not among those given. Fetch the public keys of the deployment again.',
  wrong: 'The key did not sign this receipt. Do not trust it.',
};

/**
 * Checks a receipt with nothing but files.
 *
 * @param file a receipt, alone or as the member `receipt` of what a command or route answered
 * @param keys a JWK set
 * @returns the receipt, or in English what is wrong with it and what to do
 * @throws Problem `signed_file_unreadable` (400) for each file, `signature_keys_invalid` (422)
 */
export async function verifyReceipt(file: string, keys: string): Promise<VerifiedReceipt | string> {
  const receipt = receiptIn(await signedText(file));
  const publicKeys = await publicKeysIn(keys);
  if (!receipt) return faults.none;
  // Members that no receipt has belong to the statement too: nothing can be added to what was signed.
  const { sha256, keyId, signature, ...statement } = receipt;
  if (typeof signature !== 'string') return faults.unsigned;
  const key = publicKeys.get(String(keyId));
  if (!key) return faults.unknown;
  const line = receiptLine(statement);
  const bytes = Buffer.from(signature, 'base64url');
  const kind = kinds.find((each) => verifySignature(key, signedReceipt(each, line), bytes));
  return kind && sha256 === digestOf(line) ? { kind, receipt } : faults.wrong;
}

/** One line of JSON, with the keys in order of name in each object, so that anyone can make it again. */
const receiptLine = (statement: object) => JSON.stringify(statement, inOrder);

const digestOf = (line: string) => createHash('sha256').update(line).digest('hex');

/** What is signed: its purpose first, so that a signature of anything else never passes for one of a receipt, then its line. */
const signedReceipt = (kind: ReceiptKind, line: string) => Buffer.from(`palier ${kind} receipt v1\n${line}`);

function receiptIn(text: string): Record<string, unknown> | undefined {
  try {
    const given = JSON.parse(text);
    const receipt = given.receipt === undefined ? given : given.receipt;
    return typeof receipt?.sha256 === 'string' ? receipt : undefined;
  } catch {
    return undefined;
  }
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
