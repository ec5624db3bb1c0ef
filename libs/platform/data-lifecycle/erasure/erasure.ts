import type { Locale } from '#platform/problems';
import type { ReceiptProof } from '#platform/signatures';

/** A person in one tenant. */
export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

/** How rows may name a person besides by the id of the user. */
export interface PersonNames {
  /** Lower-case; undefined when the account is gone. */
  readonly email?: string;
  /** Subjects besides the id of the user, such as the id of a device. */
  readonly subjects?: readonly string[];
}

/** The erasure of a person. */
export interface Erasure {
  readonly userId: string;
  /** `pending` until it is due, then `erasing`; once `erased`, only ids are left that the declarations of tables keep. */
  readonly state: 'pending' | 'erasing' | 'erased';
  readonly askedAt: Date;
  readonly dueAt: Date;
  /** Null until it has ended. */
  readonly erasedAt: Date | null;
  /** Rows changed so far, by table and effect, as in `auth.sessions delete`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Files deleted so far. */
  readonly files: number;
}

/** Rows that name an erased person still, of one table. */
export interface KeptRows {
  readonly table: string;
  /** 10,000 are that many or more. */
  readonly rows: number;
  /** In English, as the table declares it. */
  readonly why: string;
}

/** The proof that a person was erased, without any of their data but the id. */
export interface ErasureReceipt extends ReceiptProof {
  readonly tenantId: string;
  readonly userId: string;
  /** These times are RFC 3339 in UTC. */
  readonly askedAt: string;
  readonly beganAt: string;
  readonly endedAt: string;
  /** Rows changed, by table and effect. */
  readonly counts: Readonly<Record<string, number>>;
  /** Files that no other row refers to, and that were deleted. */
  readonly files: number;
  /** Whether it was done again, after a restore of an older state, which is what the times are of. */
  readonly again: boolean;
  /** Data that tables do not declare, and that was deleted too. */
  readonly elsewhere: string[];
  readonly kept: KeptRows[];
  /** The day after which no keys file of a backup has the keys of the person, YYYY-MM-DD in UTC. */
  readonly keysUntil: string;
  /** What an erasure cannot reach. */
  readonly limits: Readonly<Record<Locale, string>>;
}

/** An erasure with its receipt, which is null until it has ended, and where it ended before there were any. */
export interface ProvenErasure extends Erasure {
  readonly receipt: ErasureReceipt | null;
}
