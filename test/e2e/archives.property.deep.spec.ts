/**
 * Real: the product and its workers, the command line, all in the test's process; PostgreSQL, archives, keys files, directories as
 * storage. Faked: nothing.
 */
import fc from 'fast-check';
import { ArchivedDeployment, type Source } from './archives/archived-deployment.js';
import { ArchivesModel, type ModelArchive, type ModelKeys, type Written } from './archives/archives-model.js';

/** Each takes some 10 s: a restore is one of a whole deployment. */
const SEQUENCES = 10;
const PERSONS = 3;

let deployment: ArchivedDeployment;
beforeAll(async () => {
  deployment = await ArchivedDeployment.start();
});
afterAll(() => deployment?.close());

/** What a step draws: each takes of it what it needs. */
interface Chance {
  readonly person: number;
  readonly archive: number;
  /** As `archive`; undefined for no keys file. */
  readonly keys: number | undefined;
  readonly ofDeployment: boolean;
  readonly byCommand: boolean;
}

/** How often each thing came about: a property whose cases never come proves nothing. */
const met = { refused: 0, whole: 0, unreadable: 0, 'erased again': 0, 'back without a list': 0 };

/** The product beside its model: each step is taken by both, and both must say the same. */
class Pair {
  private readonly model = new ArchivesModel(PERSONS);
  private texts = 0;

  async write({ person }: Chance): Promise<void> {
    this.texts += 1;
    const text = `text ${this.texts} of ${person}`;
    expect(await deployment.write(person, text)).toBe(this.model.isErased(person) ? 401 : 201);
    if (!this.model.isErased(person)) this.model.write(person, text);
  }

  async erase({ person }: Chance): Promise<void> {
    if (this.model.isErased(person)) return;
    await deployment.erase(person);
    this.model.erase(person);
  }

  async backUp(): Promise<void> {
    const rows = await deployment.rows();
    for (const [person, of] of rows.entries()) expect(Object.keys(of).length > 0).toBe(!this.model.isErased(person));
    expect(await deployment.backUp(this.nextName)).toMatchObject({ code: 0, stderr: '' });
    this.model.backUp(rows);
  }

  async restore(chance: Chance): Promise<void> {
    const { archive, keys, source } = this.draw(chance);
    const restored = await deployment.restore(source, chance.ofDeployment, chance.byCommand);
    const expected = this.model.restore(archive, keys, chance.ofDeployment);
    if (!expected) return this.expectRefused(restored);
    expect(restored).toEqual(expected);
    if (expected.again > 0) met['erased again'] += 1;
    for (const [person, held] of expected.held.entries()) {
      if (held?.texts.some(Boolean)) met.whole += 1;
      if (held?.texts.includes('')) met.unreadable += 1;
      if (held && this.model.isErased(person)) met['back without a list'] += 1;
    }
  }

  private expectRefused(ended: unknown): void {
    met.refused += 1;
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/keys_file_older|older than/) });
  }

  private get nextName(): string {
    return nameOf(this.model.written.length);
  }

  private draw({ archive, keys }: Chance): { archive: ModelArchive; keys?: ModelKeys; source: Source } {
    const { written } = this.model;
    const [a, k] = [archive % written.length, keys === undefined ? undefined : keys % written.length];
    return {
      archive: (written[a] as Written)[0],
      keys: k === undefined ? undefined : (written[k] as Written)[1],
      source: { archive: nameOf(a), keys: k === undefined ? undefined : nameOf(k) },
    };
  }
}

const nameOf = (number: number) => `${number}.zip`;

type Step = 'write' | 'erase' | 'backUp' | 'restore';
const chance: fc.Arbitrary<Chance> = fc.record(
  {
    person: fc.nat(PERSONS - 1),
    archive: fc.nat(99),
    keys: fc.option(fc.nat(99), { nil: undefined, freq: 6 }),
    ofDeployment: fc.boolean(),
    byCommand: fc.boolean(),
  },
  { noNullPrototype: true },
);
const drawnFirst: Chance = { person: 0, archive: 0, keys: 0, ofDeployment: false, byCommand: false };
/** How often each is taken, compared with the others. */
const weights: Readonly<Record<Step, number>> = { write: 3, erase: 2, backUp: 3, restore: 4 };
const step = fc.oneof(
  ...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Step) })),
);
const anything = fc.tuple(step, chance);
const taken = (name: Step) => fc.tuple(fc.constant(name), chance);
/** Texts and an archive first, and a restore last. */
const sequence = fc
  .tuple(
    taken('write'),
    taken('write'),
    taken('backUp'),
    fc.array(anything, { minLength: 5, maxLength: 9, size: 'max' }),
    taken('restore'),
  )
  .map(([first, second, archive, between, last]) => [first, second, archive, ...between, last]);

const fixed = (name: Step, differing: Partial<Chance> = {}): [Step, Chance] => [name, { ...drawnFirst, ...differing }];
/** A sequence in which everything comes about, whatever is drawn after it. */
const everything = [
  fixed('write'),
  fixed('write', { person: 1 }),
  fixed('backUp'),
  fixed('erase'),
  fixed('backUp'),
  fixed('restore'),
  fixed('restore', { keys: 1 }),
  fixed('restore', { archive: 1 }),
  fixed('restore', { archive: 1, keys: undefined }),
];

it('brings back whom neither the storage nor the keys file lists, and the texts whose key is there', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      await deployment.begin(PERSONS);
      const pair = new Pair();
      for (const [name, by] of steps) await pair[name](by);
    }),
    // A sequence takes seconds, so that none is shortened.
    { numRuns: SEQUENCES, seed: jest.getSeed(), endOnFailure: true, examples: [[everything]] },
  );
  expect(Object.entries(met).filter(([, times]) => times === 0)).toEqual([]);
});
