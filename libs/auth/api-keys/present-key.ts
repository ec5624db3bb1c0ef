import type { KeyDto } from './api-keys.dto.js';
import type { ApiKeyRow } from './api-keys.sql.js';
import { shownPart } from './key-text.js';

/** A key as its tenant sees it, without its secret. */
export function presentKey(tenantId: string, { prefix, kind, ...row }: ApiKeyRow): KeyDto {
  return { ...row, kind, prefix: shownPart({ kind, tenantId, prefix }) };
}
