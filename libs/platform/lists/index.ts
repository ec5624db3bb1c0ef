export type { AnyList, KeyColumn, ListDefinition } from './declared/declare-list.js';
export { day, declaredLists, declareList, integer, text, timestamp, uuid } from './declared/declare-list.js';
export type { ListFilter } from './declared/filters.js';
export { atLeast, below, contains, equals, startsWith, through } from './declared/filters.js';
export { type ListStatement, listStatementName, statementsOf } from './declared/list-statements.js';
export {
  estimateTotalsWhile,
  type ListedRows,
  readList,
  readNeighbours,
  rowsOfPerson,
  rowsOfTenant,
} from './declared/read-list.js';
export type { ListAnswer, ListPage } from './paging/answer-list.js';
export { answerList } from './paging/answer-list.js';
export type { KeyType, ListShape } from './paging/cursor.js';
export { decodeCursor, encodeCursor } from './paging/cursor.js';
export type { ListQuery } from './paging/list-mode.js';
export { listMode } from './paging/list-mode.js';
export type { Total, TotalOf } from './paging/totals.js';
export { EXACT_UP_TO, findTotal, offsetOf, totalOf } from './paging/totals.js';
