import { isEmailAddress, normaliseEmail } from '#auth';
import { textOfCell } from '#platform/lines';
import { sortKey } from '#platform/text-normalisation';
import { oneLine } from '../one-line.js';
import { type Level, levels } from '../scopes/scope.js';

/** The fields of a student that a column may hold. */
export const rosterFields = ['number', 'name', 'email', 'university', 'programme', 'level', 'state'] as const;
export type RosterField = (typeof rosterFields)[number];

/** Why a line is refused. */
export const refusalReasons = [
  'missing',
  'too_long',
  'not_an_address',
  'unknown',
  'ambiguous',
  'not_offered',
  'archived',
  'twice',
  'taken',
  'ragged',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What stands in the way of a line: a field of it, or `line` for all of it. */
export interface Refusal {
  readonly field: RosterField | 'line';
  readonly reason: RefusalReason;
}

/** A programme. */
export interface KnownProgramme {
  readonly id: string;
  readonly universityId: string;
  readonly ufrId: string;
  readonly code: string;
  readonly levels: readonly string[];
  /** Whether it, or what it is in, is: then it takes who is enrolled there already. */
  readonly archived: boolean;
  /** The name of the university, as it is compared. */
  readonly university: string;
}

/** A student as a line says. */
export interface RosterStudent {
  readonly number: string;
  readonly name: string;
  readonly nameKey: string;
  readonly email: string;
  readonly programme: KnownProgramme;
  readonly level: Level;
  readonly state: 'active' | 'suspended' | 'left';
}

/** As CSV files of French and English administrations have them. */
const states: ReadonlyMap<string, RosterStudent['state']> = new Map([
  ...['', 'active', 'actif', 'inscrit'].map((word) => [word, 'active'] as const),
  ...['suspended', 'suspendu'].map((word) => [word, 'suspended'] as const),
  ...['left', 'parti'].map((word) => [word, 'left'] as const),
]);
const LONGEST = { number: 50, name: 200, email: 254 } as const;

/** Reads lines of one roster, of which no two may be about the same student. */
export class RosterLines {
  private readonly numbers = new Set<string>();
  private readonly emails = new Set<string>();
  private readonly programmes: ReadonlyMap<string, readonly KnownProgramme[]>;

  /**
   * @param columns how many the header has
   * @param mapping by field, the place of its column
   */
  constructor(
    programmes: readonly KnownProgramme[],
    private readonly columns: number,
    private readonly mapping: Readonly<Partial<Record<RosterField, number>>>,
  ) {
    this.programmes = Map.groupBy(programmes, ({ code }) => code.toLowerCase());
  }

  read(fields: readonly string[]): RosterStudent | Refusal {
    if (fields.length !== this.columns) return { field: 'line', reason: 'ragged' };
    const of = (field: RosterField) => this.fieldOf(fields, field);
    const [number, name, email] = [of('number'), of('name'), normaliseEmail(of('email'))];
    for (const [field, value] of Object.entries({ number, name, email }) as ['number' | 'name' | 'email', string][]) {
      if (value === '') return { field, reason: 'missing' };
      if (!hasRoom(value, LONGEST[field])) return { field, reason: 'too_long' };
    }
    if (!isEmailAddress(email)) return { field: 'email', reason: 'not_an_address' };
    const level = levels.find((each) => each === of('level').toUpperCase());
    const programme = this.programme(of('programme'), sortKey(of('university')));
    if ('reason' in programme) return programme;
    if (!level) return { field: 'level', reason: of('level') ? 'unknown' : 'missing' };
    if (!programme.levels.includes(level)) return { field: 'level', reason: 'not_offered' };
    const state = states.get(of('state').toLowerCase());
    if (!state) return { field: 'state', reason: 'unknown' };
    if (this.numbers.has(number)) return { field: 'number', reason: 'twice' };
    if (this.emails.has(email)) return { field: 'email', reason: 'twice' };
    this.numbers.add(number);
    this.emails.add(email);
    return { number, name, nameKey: sortKey(name), email, programme, level, state };
  }

  /** Null where the line has none, or none that a student could have, or its fields may be in other places. */
  numberOf(fields: readonly string[]): string | null {
    const number = fields.length === this.columns ? this.fieldOf(fields, 'number') : '';
    return number !== '' && hasRoom(number, LONGEST.number) ? number : null;
  }

  private fieldOf(fields: readonly string[], field: RosterField): string {
    const place = this.mapping[field];
    return place === undefined ? '' : oneLine(textOfCell(fields[place] ?? ''));
  }

  private programme(code: string, university: string): KnownProgramme | Refusal {
    if (code === '') return { field: 'programme', reason: 'missing' };
    const alike = this.programmes.get(code.toLowerCase()) ?? [];
    const named = alike.filter((each) => university === '' || each.university === university);
    const taking = university === '' ? named.filter(({ archived }) => !archived) : [];
    const [one, ...others] = taking.length > 0 ? taking : named;
    if (!one || others.length === 0) return one ?? { field: 'programme', reason: 'unknown' };
    if (others.some(({ universityId }) => universityId !== one.universityId))
      return { field: 'university', reason: 'ambiguous' };
    // Codes of a university may differ by case alone.
    return [one, ...others].find((each) => each.code === code) ?? { field: 'programme', reason: 'ambiguous' };
  }
}

/** Counted in code points, as PostgreSQL does. */
const hasRoom = (text: string, most: number) => text.length <= most || [...text.slice(0, 2 * most + 1)].length <= most;
