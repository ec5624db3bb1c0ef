import type pg from 'pg';

/** Rows from which a table counts as big. */
const many = 1000;

/** The tables and functions by PostgreSQL's catalogue, read after the tables are filled. */
export class Catalogue {
  private constructor(
    /** The tables and partitions that no statement may read completely. */
    readonly big: ReadonlySet<string>,
    /** Partitioned tables that are big as a whole. */
    readonly wholes: ReadonlySet<string>,
    /** Palier's other tables, with their schemas, sorted. */
    readonly small: readonly string[],
    /** Indexes of partitioned tables by those of their partitions. */
    readonly parents: ReadonlyMap<string, string>,
    /** The tables that are partitioned by hash, by their partitions. */
    readonly hashed: ReadonlyMap<string, string>,
    /** The functions that run with their owner's rights, without their schemas. */
    readonly definers: readonly string[],
    private readonly entrances: readonly RegExp[],
  ) {}

  static async read(client: pg.Client): Promise<Catalogue> {
    const { rows: tables } = await client.query(sizes);
    const { rows: indexes } = await client.query(partitions);
    const { rows: parts } = await client.query(hashParts);
    const { rows: functions } = await client.query(definers);
    const { rows: triggers } = await client.query(triggered);
    return new Catalogue(
      new Set(tables.filter(({ rows }) => rows >= many).map(({ table }) => table)),
      new Set(tables.filter(({ all, whole }) => whole && all >= many).map(({ table }) => table)),
      tables
        .filter(({ all, schema, leaf }) => all < many && schema !== 'bullmq' && !leaf)
        .map(({ schema, table }) => `${schema}.${table}`)
        .sort(),
      new Map(indexes.map(({ leaf, parent }) => [leaf, parent])),
      new Map(parts.map(({ leaf, whole }) => [leaf, whole])),
      functions.map(({ name }) => name),
      [
        ...functions.map(({ schema, name }) => new RegExp(`\\b${schema}\\.${name}\\(`)),
        ...triggers.map(({ name }) => new RegExp(`\\b(insert into|update|delete from) ${name}\\b`)),
      ],
    );
  }

  /** Whether a statement calls a function that runs with its owner's rights, or may fire one. */
  callsDefiner(text: string): boolean {
    return this.entrances.some((entrance) => entrance.test(text));
  }
}

const own = "n.nspname !~ '^(pg_|information_schema$)'";

/** The rows of each table, and including all its partitions. */
const sizes = `
  select n.nspname as schema, c.relname as table, c.relispartition as leaf, c.relkind = 'p' as whole,
    case c.relkind when 'r' then c.reltuples else 0 end as rows,
    sum(greatest(c.reltuples, 0)) filter (where c.relkind = 'r')
      over (partition by coalesce(pg_partition_root(c.oid), c.oid)) as all
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${own}`;

const partitions = `
  select c.relname as leaf, p.relname as parent
  from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where c.relkind = 'i'`;

const hashParts = `
  select c.relname as leaf, w.relname as whole from pg_inherits i join pg_class c on c.oid = i.inhrelid
    join pg_class w on w.oid = i.inhparent join pg_partitioned_table p on p.partrelid = w.oid where p.partstrat = 'h'`;

const definers = `
  select n.nspname as schema, p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.prosecdef and ${own} order by 1, 2`;

const triggered = `
  select distinct t.tgrelid::regclass::text as name from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  where p.prosecdef and not t.tgisinternal`;
