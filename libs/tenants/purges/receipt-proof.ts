import { createHash } from 'node:crypto';
import { publicKeysIn, signedText, verifySignature } from '#platform/signatures';
import type { PurgeReceipt } from './purges.js';

/** What a receipt says: all members but its proofs. */
type Statement = Omit<PurgeReceipt, 'sha256' | 'keyId' | 'signature'>;

/** One line of JSON, with the keys in order of name in each object, so that anyone can make it again. */
export const receiptLine = (statement: Statement) => JSON.stringify(statement, inOrder);

/** SHA-256 of the line, 64 hexadecimal digits. */
export const receiptDigest = (line: string) => createHash('sha256').update(line).digest('hex');

/** What is signed: its purpose first, so that a signature of anything else never passes for one of a receipt, then its line. */
export const signedReceipt = (line: string) => Buffer.from(`palier purge receipt v1\n${line}`);

const faults = {
  none: 'The file has no receipt. Give what "palier tenant receipt --json" prints once the purge has ended.',
  unsigned:
    'The receipt has no signature, so anyone may have made it. One of before receipts were signed is checked where it is kept, with "palier tenant receipt".',
  unknown: 'The key that the receipt names is not among those given. Fetch the public keys of the deployment again.',
  wrong: 'The key did not sign this receipt. Do not trust it.',
};

/**
 * Checks a receipt with nothing but files.
 *
 * @param file what `palier tenant receipt --json` or its route answered
 * @param keys a JWK set
 * @returns the receipt, or in English what is wrong with it and what to do
 * @throws Problem `signed_file_unreadable` (400) for each file, `signature_keys_invalid` (422)
 */
export async function verifyReceipt(file: string, keys: string): Promise<PurgeReceipt | string> {
  const receipt = receiptIn(await signedText(file));
  const publicKeys = await publicKeysIn(keys);
  if (!receipt) return faults.none;
  // Members that no receipt has belong to the statement too: nothing can be added to what was signed.
  const { sha256, keyId, signature, ...statement } = receipt;
  if (typeof signature !== 'string') return faults.unsigned;
  const key = publicKeys.get(String(keyId));
  if (!key) return faults.unknown;
  const line = receiptLine(statement);
  const signed = verifySignature(key, signedReceipt(line), Buffer.from(signature, 'base64url'));
  if (!signed || sha256 !== receiptDigest(line)) return faults.wrong;
  return { ...receipt, beganAt: new Date(statement.beganAt), endedAt: new Date(statement.endedAt) };
}

function receiptIn(text: string): PurgeReceipt | undefined {
  try {
    return JSON.parse(text)?.receipt ?? undefined;
  } catch {
    return undefined;
  }
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
