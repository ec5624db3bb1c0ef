import { statement } from '#platform/database';
import type { PurgeReceipt } from './purges.dto.js';

export const insertReceipt = statement<
  object,
  [
    tenantId: string,
    id: string,
    slug: string,
    askedBy: string,
    beganAt: Date,
    endedAt: Date,
    counts: string,
    kept: string,
    sha256: string,
    keyId: string,
    signature: string,
  ]
>('tenants.receipts.insert')`
  insert into tenants.purge_receipts (tenant_id, id, slug, asked_by, began_at, ended_at, counts, kept, sha256,
      key_id, signature)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

export const receiptOfPurge = statement<PurgeReceipt, [purgeId: string]>('tenants.receipts.of-purge')`
  select id, tenant_id as "tenantId", slug, asked_by as "askedBy", began_at as "beganAt", ended_at as "endedAt",
      counts, kept, sha256, key_id as "keyId", signature
    from tenants.purge_receipts where id = $1`;
