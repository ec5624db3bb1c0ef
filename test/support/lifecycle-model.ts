import { type ModelTable, modelDeclarations } from './lifecycle-tables.js';

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A person of a tenant, with all by which rows name them. */
export interface Someone {
  readonly tenant: string;
  readonly user: string;
  readonly email: string;
  readonly device: string;
}

export interface ModelErasure extends Someone {
  state: 'pending' | 'erasing' | 'erased';
  /** Whether the grace period is not over. */
  waiting: boolean;
  swept: boolean;
  pseudonym: string | null;
  counts: Record<string, number>;
}

type Declared = (typeof modelDeclarations)[ModelTable];
type DeclaredPerson = {
  readonly column?: string;
  readonly through?: string;
  readonly is?: string;
  readonly when?: string;
  readonly erasure: string | { readonly keep: string } | { readonly anonymise: object; readonly done: string };
};

export const modelTableNames = Object.keys(modelDeclarations) as ModelTable[];
/** From the last declared on. */
const backwards = modelTableNames.toReversed();
const personsOf = (table: ModelTable): readonly DeclaredPerson[] =>
  (modelDeclarations[table] as { persons?: readonly DeclaredPerson[] }).persons ?? [];

/** What the SQL of the declarations means. */
const conditions: Readonly<Record<string, (row: Row) => boolean>> = {
  "kind = 'user'": ({ kind }) => kind === 'user',
  "name = 'gone'": ({ name }) => name === 'gone',
  starred: ({ starred }) => starred === true,
};

/** The foreign keys, and what they do when the row that they lead to is deleted. */
const references = [
  { from: 'posts', column: 'parent_id', to: 'posts', onDelete: 'clear' },
  { from: 'likes', column: 'post_id', to: 'posts', onDelete: 'delete' },
  { from: 'entries', column: 'diary_id', to: 'diaries', onDelete: 'refuse' },
] as const;

/** What the declarations promise, without a database. */
export class LifecycleModel {
  readonly rows = new Map<ModelTable, Row[]>(modelTableNames.map((table) => [table, []]));
  readonly erasures: ModelErasure[] = [];
  /** Whom the ledger names, also once the tenant is purged. */
  readonly ledger = new Set<string>();
  /** After how many days tenants want their posts deleted. */
  readonly retentions = new Map<string, number>();

  of(table: ModelTable, tenant: string): Row[] {
    return this.table(table).filter(({ tenant_id }) => tenant_id === tenant);
  }

  erasureOf({ tenant, user }: Pick<Someone, 'tenant' | 'user'>): ModelErasure | undefined {
    return this.erasures.find((erasure) => erasure.tenant === tenant && erasure.user === user);
  }

  /** Whether the application may not write such a row: it names somebody whose erasure has begun, and `old` did not. */
  refuses(table: ModelTable, row: Row, old?: Row): boolean {
    return personsOf(table).some(({ column, is, when, erasure }) => {
      if (!column || is !== 'user' || (erasure instanceof Object && 'keep' in erasure)) return false;
      if (row[column] === old?.[column] || (when !== undefined && row.kind !== 'user')) return false;
      const begun = this.erasureOf({ tenant: row.tenant_id as string, user: row[column] as string });
      return begun !== undefined && begun.state !== 'pending';
    });
  }

  insert(table: ModelTable, row: Row): void {
    this.table(table).push(row);
    if (table === 'likes') this.count(row.tenant_id as string, 1);
  }

  replace(table: ModelTable, old: Row, now: Row): void {
    this.rows.set(
      table,
      this.table(table).map((row) => (row === old ? now : row)),
    );
  }

  /** @returns false where a foreign key refuses it */
  delete(table: ModelTable, row: Row): boolean {
    const led = references.filter(({ to }) => to === table);
    const referring = led.flatMap((reference) =>
      this.of(reference.from, row.tenant_id as string)
        .filter((other) => other[reference.column] === row.id)
        .map((other) => ({ ...reference, other })),
    );
    if (referring.some(({ onDelete }) => onDelete === 'refuse')) return false;
    this.rows.set(
      table,
      this.table(table).filter((other) => other !== row),
    );
    if (table === 'likes') this.count(row.tenant_id as string, -1);
    for (const { from, column, other, onDelete } of referring) {
      if (onDelete === 'delete') this.delete(from, other);
      else if (this.table(from).includes(other)) this.replace(from, other, { ...other, [column]: null });
    }
    return true;
  }

  /** Whether any row names the user by their id. */
  knows({ tenant, user }: Someone): boolean {
    const nobody = { tenant, user, email: '', device: '' };
    const named = (table: ModelTable) =>
      this.of(table, tenant).some((row) => personsOf(table).some((person) => this.names(person, row, nobody)));
    return this.erasureOf(nobody) !== undefined || this.ledger.has(`${tenant} ${user}`) || modelTableNames.some(named);
  }

  /**
   * Sweeps over the rows of a person.
   *
   * @param most batches
   * @param size rows of a batch, at most
   * @param isLeft whether the product left the row as it is: which rows of a table come first is up to it
   */
  sweep(erasure: ModelErasure, most: number, size: number, isLeft: (table: ModelTable, row: Row) => boolean): void {
    erasure.state = 'erasing';
    this.ledger.add(`${erasure.tenant} ${erasure.user}`);
    for (let done = 0; done < most; done += 1) {
      const changed = this.eraseBatch(erasure, size, isLeft);
      // The first sweep ends with a look at every table, and the second with one that finds nothing.
      if (erasure.swept ? changed === 0 : changed < size) {
        this.end(erasure);
        return;
      }
    }
  }

  /** @returns how many rows it changed, table after table */
  private eraseBatch(whose: ModelErasure, size: number, isLeft: (table: ModelTable, row: Row) => boolean): number {
    let changed = 0;
    for (const table of backwards) {
      for (const person of personsOf(table)) {
        const { erasure } = person;
        if (erasure instanceof Object && 'keep' in erasure) continue;
        const mine = this.of(table, whose.tenant).filter(
          (row) =>
            this.names(person, row, whose) &&
            !(erasure instanceof Object && conditions[(erasure as { done: string }).done]?.(row)),
        );
        const [left, gone] = [mine.filter((row) => isLeft(table, row)), mine.filter((row) => !isLeft(table, row))];
        const batch = [...gone, ...left].slice(0, size - changed);
        if (batch.length === 0) continue;
        for (const row of batch) this.change(table, person, row, whose.pseudonym);
        const key = `model.${table} ${erasure instanceof Object ? 'anonymise' : erasure}`;
        whose.counts[key] = (whose.counts[key] ?? 0) + batch.length;
        changed += batch.length;
      }
    }
    return changed;
  }

  private end(erasure: ModelErasure): void {
    if (erasure.swept) Object.assign(erasure, { state: 'erased', pseudonym: null, email: '', device: '' });
    erasure.swept = true;
  }

  private change(
    table: ModelTable,
    { column = '', erasure }: DeclaredPerson,
    row: Row,
    pseudonym: string | null,
  ): void {
    if (erasure === 'delete') this.delete(table, row);
    else if (erasure === 'detach') this.replace(table, row, { ...row, [column]: null });
    else if (erasure === 'pseudonym') this.replace(table, row, { ...row, [column]: pseudonym });
    else this.replace(table, row, { ...row, name: 'gone' });
  }

  private names(person: DeclaredPerson, row: Row, { user, email, device }: Someone): boolean {
    if (person.through) {
      const parent = person.through.replace('model.', '') as ModelTable;
      const { column } = references.find(({ to }) => to === parent) as { column: string };
      const led = this.of(parent, row.tenant_id as string).find(({ id }) => id === row[column]);
      return (
        led !== undefined &&
        personsOf(parent).some((each) => this.names(each, led, { user, email, device, tenant: '' }))
      );
    }
    const value = { user, email, subject: device }[person.is ?? ''];
    const holds = !person.when || conditions[person.when]?.(row);
    return Boolean(value) && row[person.column ?? ''] === value && holds === true;
  }

  /** Deletes what is past its retention. @returns rows by table */
  expire(): Record<string, number> {
    const deleted: Record<string, number> = {};
    for (const table of modelTableNames) {
      const { retention } = modelDeclarations[table] as Declared & { retention?: { except: string } };
      if (!retention) continue;
      const old = this.table(table).filter((row) => this.expired(row) && !conditions[retention.except]?.(row));
      for (const { id } of old) this.delete(table, this.table(table).find((row) => row.id === id) as Row);
      if (old.length > 0) deleted[`model.${table}`] = old.length;
    }
    return deleted;
  }

  private expired({ days, tenant_id }: Row): boolean {
    const chosen = this.retentions.get(tenant_id as string) ?? 30;
    return typeof days === 'number' && days > Math.min(30, Math.max(8, chosen));
  }

  /** Deletes the rows of a tenant. @returns rows by table */
  purge(tenant: string): Record<string, number> {
    const deleted: Record<string, number> = {};
    for (const table of backwards) {
      if ('kept' in modelDeclarations[table]) continue;
      const rows = this.of(table, tenant);
      if (rows.length > 0) deleted[`model.${table}`] = rows.length;
      this.rows.set(
        table,
        this.table(table).filter(({ tenant_id }) => tenant_id !== tenant),
      );
      if (table === 'likes') this.count(tenant, -rows.length);
    }
    const left = this.erasures.filter((erasure) => erasure.tenant !== tenant);
    const erasures = this.erasures.length - left.length;
    this.erasures.splice(0, this.erasures.length, ...left);
    if (erasures > 0) deleted['platform.erasures'] = erasures;
    if (this.retentions.delete(tenant)) deleted['platform.retention_periods'] = 1;
    return deleted;
  }

  private count(tenant: string, likes: number): void {
    const [known] = this.of('like_counts', tenant);
    if (known) this.replace('like_counts', known, { ...known, likes: Number(known.likes) + likes });
    else if (likes > 0) this.table('like_counts').push({ tenant_id: tenant, likes });
  }

  private table(name: ModelTable): Row[] {
    return this.rows.get(name) as Row[];
  }
}
