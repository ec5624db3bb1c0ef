import { createHash } from 'node:crypto';
import { ledgerProblems } from './ledger.errors.js';

/** Whom an erasure is of: a person, or a tenant that is purged. */
export interface Erased {
  readonly tenantId: string;
  /** Null for a purge. */
  readonly userId: string | null;
}

/** That the erasure of a person, or the purge of a tenant, began. */
export interface LedgerEntry extends Erased {
  /** From 1, without gaps. */
  readonly number: number;
  readonly notedAt: Date;
  /** A digest of its ids and of the one before: lists that have the same one under a number are the same until there. */
  readonly chain: string;
}

/** The newest entry of all tenants, and how many were waived; without an entry the number is 0. */
export interface NewestEntry extends LedgerEntry {
  readonly deploymentId: string;
  readonly waived: number;
}

/** The chain of an entry that comes after another, as the database makes it. @param before empty for the first */
export function chainOf(before: string, { tenantId, userId }: Erased): string {
  return sha256(`${before} ${tenantId} ${userId ?? ''}`);
}

/** An entry as the storage has it: a line of JSON, and the SHA-256 of that line. */
export function textOf({ number, tenantId, userId, notedAt, chain }: LedgerEntry): string {
  const line = JSON.stringify({ number, tenantId, userId, notedAt, chain });
  return `${line}\n${sha256(line)}\n`;
}

/**
 * @param number under which the text was kept
 * @throws Problem `erasure_ledger_altered` (500)
 */
export function parseEntry(text: string, number: number): LedgerEntry {
  const [line = '', digest] = text.split('\n');
  if (sha256(line) !== digest) throw ledgerProblems.erasure_ledger_altered({ number });
  const entry = JSON.parse(line);
  if (entry.number !== number) throw ledgerProblems.erasure_ledger_altered({ number });
  return { ...entry, notedAt: new Date(entry.notedAt) };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
