import { textOfCell } from '#platform/lines';
import { oneLine } from '../one-line.js';
import type { Decision } from './passage-decisions.dto.js';

/** Why a line of decisions is refused: not as many columns as the header, an unknown number or decision, or an earlier line. */
export interface DecisionRefusal {
  readonly line: number;
  readonly field: 'line' | 'number' | 'decision';
  readonly reason: 'ragged' | 'unknown' | 'twice';
}

/** As administrations write them. */
const decisions: ReadonlyMap<string, Decision> = new Map([
  ...['pass', 'passe', 'admis', 'admise'].map((word) => [word, 'pass'] as const),
  ...['repeat', 'redouble', 'redoublant', 'redoublante'].map((word) => [word, 'repeat'] as const),
  ...['leave', 'quitte', 'abandon'].map((word) => [word, 'leave'] as const),
]);

/** Where a CSV has what it says of students. */
export interface DecisionPlaces {
  /** How many columns the header has. */
  readonly columns: number;
  readonly number: number;
  readonly decision: number;
}

/** Reads lines of one file of decisions, of which no two may be about the same student. */
export class DecisionLines {
  private readonly numbers = new Set<string>();

  constructor(private readonly places: DecisionPlaces) {}

  read(fields: readonly string[]): { number: string; decision: Decision } | Omit<DecisionRefusal, 'line'> {
    const { columns, ...places } = this.places;
    if (fields.length !== columns) return { field: 'line', reason: 'ragged' };
    const of = (place: number) => oneLine(textOfCell(fields[place] ?? ''));
    const [number, decision] = [of(places.number), decisions.get(of(places.decision).toLowerCase())];
    if (!decision) return { field: 'decision', reason: 'unknown' };
    if (this.numbers.has(number)) return { field: 'number', reason: 'twice' };
    this.numbers.add(number);
    return { number, decision };
  }
}
