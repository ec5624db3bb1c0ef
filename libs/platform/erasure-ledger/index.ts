export { erasuresMissingFrom } from './compare-ledgers.js';
export { ErasureLedger } from './erasure-ledger.js';
export { ErasureLedgerModule, ErasureWatch } from './erasure-watch.js';
export { ledgerProblems } from './ledger.errors.js';
export type { LedgerEntry } from './ledger-entry.js';
export { StoredEntries } from './stored-entries.js';
