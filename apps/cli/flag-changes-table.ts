import type { FlagChangeDto } from '#platform/flags';
import { columns, visible } from './output.js';

const headings = ['AT', 'ACTOR', 'CHANGE', 'REASON', 'SETTING'];

/** Changes of a flag as a table. */
export function changesTable(changes: readonly FlagChangeDto[]): string {
  const rows = changes.map(({ at, actorKind, actorId, change, reason, setting }) => [
    at.toISOString(),
    visible(`${actorKind} ${actorId}`),
    change,
    visible(reason) || '-',
    setting ? JSON.stringify(setting) : '',
  ]);
  return columns([headings, ...rows]);
}
