export type { AnyList, KeyColumn, ListDefinition } from './declared/declare-list.js';
export { day, declaredLists, declareList, integer, text, timestamp, uuid } from './declared/declare-list.js';
export { atLeast, below, contains, equals, type ListFilter, startsWith, through } from './declared/filters.js';
export { nameOf, statementsOf } from './declared/list-statements.js';
export {
  estimateTotalsWhile,
  type ListedRows,
  readList,
  readNeighbours,
  rowsOfPerson,
  rowsOfTenant,
  type WithNameKey,
  withoutNameKey,
} from './declared/read-list.js';
export { answerList, type ListAnswer } from './paging/answer-list.js';
export { decodeCursor, encodeCursor, type KeyType, type ListShape } from './paging/cursor.js';
export { type ListQuery, listMode } from './paging/list-mode.js';
export { EXACT_UP_TO } from './paging/totals.js';
