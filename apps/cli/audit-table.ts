import type { AuditLine } from '#platform/audit';
import type { Locale } from '#platform/problems';
import { columns } from './columns.js';

const headings: Record<Locale, readonly string[]> = {
  en: ['AT', 'ACTOR', 'ACTION', 'TARGET', 'SEQ', 'DETAILS'],
  fr: ['DATE', 'ACTEUR', 'ACTION', 'CIBLE', 'RANG', 'DÉTAILS'],
};

/** Lines as a table; a rank of `-` is a line that is not sealed yet. */
export function linesTable(lines: readonly AuditLine[], locale: Locale): string {
  const rows = lines.map(({ at, actorKind, actorId, action, targetKind, targetId, seq, details }) => [
    at.toISOString(),
    `${actorKind} ${actorId}`,
    action,
    `${targetKind} ${targetId}`,
    seq === null ? '-' : String(seq),
    details ? JSON.stringify(details) : '',
  ]);
  return columns([headings[locale], ...rows]).replace(/[^\P{C}\n]/gu, '?');
}
