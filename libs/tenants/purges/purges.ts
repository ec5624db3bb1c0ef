import type { PurgeDto, PurgeReceiptDto } from './purges.dto.js';

/** The proof that a tenant was deleted. */
export type PurgeReceipt = Readonly<PurgeReceiptDto>;

/** The progress of a purge. */
export type Purge = Readonly<PurgeDto>;
