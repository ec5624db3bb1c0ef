import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Settings } from '#platform/config';
import { Database, type Transaction } from '#platform/database';
import { type Signature, Signatures, signReceipt } from '#platform/signatures';
import { dataLifecycleProblems } from '../data-lifecycle.errors.js';
import { OutsideData } from '../outside-data.js';
import type { ErasureReceiptDto, Person } from './erasure.dto.js';
import {
  endErasure,
  erasureToProve,
  keptOfPerson,
  offerLink,
  openLink,
  receiptByLink,
} from './erasure-receipts.sql.js';

/** Days for which a person reads the receipt by the link that was mailed to them. */
const LINK_DAYS = 30;
/** Rows that are counted of each table that keeps some. */
const MOST_KEPT = 10_000;
/** Days after the last that a keys file is kept: its deletion runs once a day, and may count full days. */
const MARGIN_DAYS = 2;
const DAY_MS = 86_400_000;

type Signer = (bytes: Uint8Array) => Signature;

/** The proofs that persons were erased. */
@Injectable()
export class ErasureReceipts {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsideData,
    private readonly settings: Settings,
    private readonly signatures: Signatures,
    private readonly audit: Audit,
  ) {}

  /**
   * Ends an erasure with its receipt; only ids, times and counts stay. Does nothing where it has ended.
   *
   * @throws Problem `master_key` (500)
   */
  async end(person: Person): Promise<void> {
    const sign = await this.signatures.signer();
    await this.database.transaction({ tenantId: person.tenantId }, (tx) => this.endWithin(tx, person, sign));
  }

  private async endWithin(tx: Transaction, { tenantId, userId }: Person, sign: Signer): Promise<void> {
    const [erasure] = await tx.run(erasureToProve, userId);
    if (!erasure) return;
    await this.audit.record(tx, { action: 'data-lifecycle.person.erased', targetKind: 'user', targetId: userId });
    const { askedAt, beganAt, endedAt, counts, files, again } = erasure;
    const statement = {
      ...{ tenantId, userId, counts, files, again },
      askedAt: askedAt.toISOString(),
      beganAt: beganAt.toISOString(),
      endedAt: endedAt.toISOString(),
      elsewhere: this.outside.names,
      kept: await tx.run(keptOfPerson, userId, MOST_KEPT),
      keysUntil: new Date(endedAt.getTime() + (this.settings.backupKeysDays + MARGIN_DAYS) * DAY_MS)
        .toISOString()
        .slice(0, 10),
      limits,
    };
    const receipt: ErasureReceiptDto = { ...statement, ...signReceipt('erasure', statement, sign) };
    await tx.run(endErasure, userId, JSON.stringify(receipt));
  }

  /**
   * Stores the hash of the secret of a link to the receipt, which works until the erasure ends where `linkSent` never says that it was sent.
   *
   * @returns whether to send it: not where the person has no proven address, or has the link already
   */
  async offerLink(tx: Transaction, userId: string, hash: Buffer): Promise<boolean> {
    return (await tx.run(offerLink, userId, hash)).length > 0;
  }

  /** For 30 days from now the link works that was offered last. */
  async linkSent(tx: Transaction, userId: string): Promise<void> {
    await tx.run(openLink, userId, LINK_DAYS);
  }

  /**
   * @throws Problem `receipt_link_invalid` (400), `receipt_not_ready` (409) until the erasure has ended, `receipt_missing` (404) where a process
   *   of a version without receipts ended it
   */
  async byLink(tenantId: string, hash: Buffer | undefined): Promise<ErasureReceiptDto> {
    const [found] = hash ? await this.database.read({ tenantId }, receiptByLink, hash) : [];
    if (!found) throw dataLifecycleProblems.receipt_link_invalid();
    if (found.receipt) return found.receipt;
    throw found.ended ? dataLifecycleProblems.receipt_missing() : dataLifecycleProblems.receipt_not_ready();
  }
}

/** What an erasure cannot reach, in each receipt. */
const limits = {
  en: 'Archives of before may hold days, scores, tags, addresses and names in plain text until they are deleted or renewed; texts and files that a key of the person sealed are unreadable once the last keys file of before is deleted, which is so on the day "keysUntil" where backups go on and keys files are deleted as configured. Copies that others made of the whole database hold keys and texts together.',
  fr: 'Les archives antérieures peuvent contenir en clair des jours, scores, étiquettes, adresses et noms jusqu’à leur suppression ou leur renouvellement ; les textes et fichiers scellés par une clé de la personne y sont illisibles une fois supprimé le dernier fichier de clés antérieur, donc au jour « keysUntil » si les sauvegardes continuent et que ces fichiers sont supprimés comme configuré. Les copies que d’autres ont faites de toute la base contiennent clés et textes ensemble.',
};
