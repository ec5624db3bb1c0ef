import type { AuditLineDto } from '#platform/audit';
import { columns } from './output.js';

const headings = ['AT', 'ACTOR', 'ACTION', 'TARGET', 'SEQ', 'DETAILS'];

/** Audit lines as a table; SEQ is `-` for a line that is not in the audit chain yet. */
export function linesTable(lines: readonly AuditLineDto[]): string {
  const rows = lines.map(({ at, actorKind, actorId, action, targetKind, targetId, seq, details }) => [
    at.toISOString(),
    `${actorKind} ${actorId}`,
    action,
    `${targetKind} ${targetId}`,
    seq === null ? '-' : String(seq),
    details ? JSON.stringify(details) : '',
  ]);
  return columns([headings, ...rows]).replace(/[^\P{C}\n]/gu, '?');
}
