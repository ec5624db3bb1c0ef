export { CutoverModule } from './cutover.module.js';
export { CUTOVERS_CHANNEL, Cutovers } from './cutovers.js';
export { freezeTables, thawTables } from './frozen-tables.js';
