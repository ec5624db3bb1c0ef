import type { DegradationChangeDto, DegradationDto, ProcessDegradationDto } from '#platform/degradation';
import { columns, visible } from './output.js';

const processHeadings = ['PROCESS', 'LEVEL', 'CAUSE', 'SINCE'];
const changeHeadings = ['AT', 'PROCESS', 'FROM', 'TO', 'CAUSE', 'REASON'];

interface Shown {
  /** As in a command, which has no sensors. */
  readonly byHand: DegradationDto;
  readonly processes: readonly ProcessDegradationDto[];
  readonly silent: number;
  readonly changes: readonly DegradationChangeDto[];
}

/** What an operator has set, in one line. */
export function setLine({ level, since, hold, endsAt, reason }: DegradationDto): string {
  const until = endsAt ? ` ${hold ? 'held ' : ''}until ${endsAt.toISOString()}` : '';
  return `${`level ${level} since ${since.toISOString()}${until} ${visible(reason)}`.trimEnd()}\n`;
}

/** The level of each process, and the last changes. */
export function degradationTables({ byHand, processes, silent, changes }: Shown): string {
  const ofProcesses = processes.map(({ process, level, cause, since }) => [
    process,
    String(level),
    cause ?? '',
    since.toISOString(),
  ]);
  const ofChanges = changes.map(({ at, process, before, after, cause, reason }) => [
    at.toISOString(),
    process ?? 'all',
    String(before),
    String(after),
    cause,
    visible(reason),
  ]);
  return [
    `Set by hand: ${setLine(byHand)}`,
    `\n${columns([processHeadings, ...ofProcesses])}`,
    ...(silent > 0 ? [`Connected to the database and silent: ${silent}\n`] : []),
    ...(changes.length > 0 ? [`\n${columns([changeHeadings, ...ofChanges])}`] : []),
  ].join('');
}
