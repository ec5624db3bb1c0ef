import type { LocalText } from '#platform/problems';

/** A level at which something is cut; at 0 nothing is. */
export type DegradationLevel = 1 | 2 | 3 | 4;

/** What is cut from a degradation level on. */
export interface Degradable {
  readonly name: string;
  readonly from: DegradationLevel;
  /** What is cut, for operators and the status page: a sentence that begins with what it is. */
  readonly what: LocalText;
}

const declared = new Map<string, Degradable>();

/**
 * Declares what a degradation level cuts, once, beside the code that asks `Degradation.cuts`.
 *
 * @param name as in `catalog.fuzzy-search`
 * @throws Error at load when the name is taken
 */
export function declareDegradation(name: string, { from, ...what }: Pick<Degradable, 'from'> & LocalText): Degradable {
  if (declared.has(name)) throw new Error(`The degradation ${name} is declared twice: keep one of the two.`);
  const degradable = { name, from, what };
  declared.set(name, degradable);
  return degradable;
}

/** What the loaded modules cut, in order of level and name. */
export function declaredDegradations(): readonly Degradable[] {
  return [...declared.values()].sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1));
}
