import { fieldOf, readData } from './read-data.js';

/** The parts of Palier that need processor time: the workers with Redis are `jobs`, nginx and PgBouncer are `proxies`. */
export const parts = ['api', 'database', 'jobs', 'proxies'] as const;
export type Part = (typeof parts)[number];

/** A larger value is a mistake in every unit. */
const MOST = 1e9;

/** The figures of `npm run load -- --coefficients`. */
export class Capacity {
  private constructor(
    private readonly path: string,
    private readonly coefficients: unknown,
    /** The version of Palier that they were measured on. */
    readonly version: string,
  ) {}

  /** @throws Error a sentence for the terminal */
  static read(path: string): Capacity {
    const file = readData(path);
    const version = fieldOf(file, 'version');
    if (typeof version !== 'string')
      throw new Error(`${path} has no version: "npm run load -- --coefficients" writes one.`);
    return new Capacity(path, fieldOf(file, 'coefficients'), version);
  }

  /** A value in the unit of its coefficient. @throws Error a sentence where the file has none, or no number from 0 */
  value(coefficient: string, of: string): number {
    const value = this.known(coefficient, of);
    if (value !== undefined) return value;
    throw new Error(
      `${this.path} has no ${coefficient}.${of}: measure it with "npm run load -- --coefficients ${this.path}".`,
    );
  }

  /** Milliseconds of processor time by part; 0 for a part that the work does not use. */
  work(coefficient: string): Readonly<Record<Part, number>> {
    const api = this.value(coefficient, 'api');
    const of = (part: Part) => this.known(coefficient, part) ?? 0;
    return { api, database: of('database'), jobs: of('jobs'), proxies: of('proxies') };
  }

  private known(coefficient: string, of: string): number | undefined {
    const value = fieldOf(fieldOf(fieldOf(this.coefficients, coefficient), 'values'), of);
    if (value === undefined || (typeof value === 'number' && value >= 0 && value < MOST)) return value;
    throw new Error(`${this.path}: ${coefficient}.${of} is ${JSON.stringify(value)}, and must be a number from 0.`);
  }
}
