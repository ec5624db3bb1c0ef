import type { ErasureReceiptDto } from '#platform/data-lifecycle';
import type { PurgeReceipt } from '#tenants';
import { columns } from './output.js';

/** The receipt of a purge for people, as the command prints it. */
export function purgeReceiptText(receipt: PurgeReceipt): string {
  const { slug, tenantId, askedBy, counts, kept, sha256, keyId } = receipt;
  const [beganAt, endedAt] = [receipt.beganAt, receipt.endedAt].map((time) => new Date(time).toISOString());
  const tables = [...new Set([...Object.keys(counts), ...Object.keys(kept)])].sort();
  const rows = tables.map((table) => [table, String(counts[table] ?? 0), String(kept[table] ?? 0)]);
  const signed = keyId ? `Signed by the key ${keyId}` : 'Not signed: it was made before receipts were signed.';
  const head = `${slug} (${tenantId}) was purged from ${beganAt} to ${endedAt}, requested by ${askedBy}.\nSHA-256 ${sha256}\n${signed}\n`;
  return `${head}\n${columns([['TABLE', 'DELETED', 'RETAINED'], ...rows])}`;
}

/** The receipt of an erasure for people, as the command prints it. */
export function erasureReceiptText(receipt: ErasureReceiptDto): string {
  const { tenantId, userId, askedAt, beganAt, endedAt, counts, files, again, elsewhere, kept, keysUntil, limits } =
    receipt;
  const changed = Object.entries(counts).map(([key, rows]) => [...key.split(' '), String(rows)]);
  const retained = kept.map(({ table, rows, why }) => [table, String(rows), why]);
  return [
    `${userId} of the tenant ${tenantId} was erased from ${beganAt} to ${endedAt}, requested at ${askedAt}${again ? ', again after a restore' : ''}.`,
    `SHA-256 ${receipt.sha256}\nSigned by the key ${receipt.keyId}\n`,
    `${columns([['TABLE', 'EFFECT', 'ROWS'], ...changed])}`,
    `${files} files were deleted. Deleted besides: ${elsewhere.join(', ')}.\n`,
    `${columns([['RETAINED', 'ROWS', 'WHY'], ...retained])}`,
    `keysUntil: ${keysUntil}. ${limits.en}\n`,
  ].join('\n');
}
