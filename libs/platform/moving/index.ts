export { freezeTables, thawTables } from './frozen-tables.js';
export { HouseMoves, MOVES_CHANNEL } from './house-moves.js';
export { MovingModule } from './moving.module.js';
