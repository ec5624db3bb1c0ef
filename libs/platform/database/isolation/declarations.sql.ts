import type { TableDeclaration } from '../catalogue/table-declaration.js';

/** A table as it is, beside its declaration. */
export interface DeclaredTable {
  table: string;
  /** Null when there is none. */
  declaration: TableDeclaration | null;
  /** In the order of the declarations. */
  position: number;
  tenantOwned: boolean;
  columns: string[];
  notNullColumns: string[];
  /** Those that are part of no primary key and no foreign key. */
  uuidColumns: string[];
  /** The policies and triggers that are in force and refuse rows naming an erased person; a name twice has both. */
  erasureGuards: string[];
  /** The triggers in force that release the blobs of deleted rows. */
  blobReleases: string[];
  indexes: { columns: string[]; partial: boolean }[];
  foreignKeys: { columns: string[]; target: string; position: number }[];
}

/** Every table but partitions, and those of BullMQ, whose columns and indexes are not ours. */
export const selectDeclarations = `
  WITH tables AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS "table", d.declaration, d.position
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN platform.data_catalogue d ON d.name = n.nspname || '.' || c.relname
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND NOT (n.nspname = 'bullmq' AND d.name IS NOT NULL))
  SELECT t."table", t.declaration, t.position,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS "tenantOwned",
         ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
         ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND a.attnotnull) AS "notNullColumns",
         ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype)
                  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype IN ('p', 'f') AND a.attnum = ANY (k.conkey))) AS "uuidColumns",
         ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname ~ '^erased_' AND NOT p.polpermissive
                AND p.polcmd = 'a' AND p.polroles = ARRAY['palier_app'::regrole::oid]
               UNION ALL SELECT g.tgname::text FROM pg_trigger g
                WHERE g.tgrelid = t.oid AND g.tgname ~ '^erased_' AND g.tgenabled = 'O') AS "erasureGuards",
         ARRAY(SELECT g.tgname::text FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname ~ '^release_' AND g.tgenabled = 'O'
                AND g.tgfoid = 'platform.release_blobs'::regproc) AS "blobReleases",
         COALESCE((SELECT json_agg(json_build_object(
             'columns', ARRAY(SELECT COALESCE(a.attname::text, '') FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, place)
                LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0 ORDER BY k.place),
             -- One without the nulls of its own column serves each comparison with that column.
             'partial', i.indpred IS NOT NULL AND pg_get_expr(i.indpred, i.indrelid) <> ALL (
                ARRAY(SELECT format('(%I IS NOT NULL)', a.attname) FROM unnest(i.indkey::int2[]) k(attnum)
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum)))) FROM pg_index i WHERE i.indrelid = t.oid AND i.indisvalid), '[]') AS indexes,
         COALESCE((SELECT json_agg(json_build_object(
             'columns', ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY k(attnum, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum ORDER BY k.place),
             'target', f.confrelid::regclass::text, 'position', COALESCE(o.position, 0)))
            FROM pg_constraint f LEFT JOIN tables o ON o.oid = f.confrelid
           WHERE f.conrelid = t.oid AND f.contype = 'f' AND f.conparentid = 0), '[]') AS "foreignKeys"
    FROM tables t ORDER BY 1`;
