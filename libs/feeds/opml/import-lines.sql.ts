import { statement } from '#platform/database';
import { declareList, equals, integer } from '#platform/lists';
import type { ImportLineDto, ImportLineStatus } from './import-lines.dto.js';

export const importLineList = declareList<ImportLineDto, 'line', 'import' | 'status'>({
  name: 'feeds.import-lines',
  columns: 'line, url, title, folder, status, error, subscription_id as "subscriptionId"',
  from: 'feeds.import_lines',
  filters: { import: equals('import_id'), status: equals('status') },
  always: ['import'],
  sorts: { line: { keys: [integer('line', 'line')] } },
});

/** A line to insert, in JSON; its sealed credentials in base64. */
export interface NewImportLine {
  readonly line: number;
  readonly url: string;
  readonly credentials: string | null;
  readonly title: string | null;
  readonly folder?: string | null;
  readonly folderId?: string | null | undefined;
  readonly tags: readonly string[];
  /** Minutes between two fetches at most, 15 to 10,080; null for the rhythm of the feed. */
  readonly intervalMinutes?: number | null | undefined;
  readonly error?: string | null;
}

/** A line with an error is refused from the start. */
export const insertImportLines = statement<object, [tenantId: string, importId: string, lines: string]>(
  'feeds.import-lines.insert',
)`
  insert into feeds.import_lines (tenant_id, import_id, line, url, credentials, title, folder, folder_id, tags,
      interval_minutes, status, error)
    select $1, $2, line, url, decode(credentials, 'base64'), title, folder, "folderId", tags, "intervalMinutes",
      case when error is null then 'waiting' else 'refused' end, error
    from jsonb_to_recordset($3) as l (line integer, url text, credentials text, title text, folder text,
      "folderId" uuid, tags text[], "intervalMinutes" integer, error text)`;

/** A line that is not done yet. */
export interface WaitingLine extends Readonly<Pick<ImportLineDto, 'line' | 'url' | 'title' | 'folder'>> {
  readonly credentials: Buffer | null;
  readonly folderId: string | null;
  readonly tags: readonly string[];
  readonly intervalMinutes: number | null;
}

/** The next lines of an import that are not done, in their order. */
export const waitingLines = statement<WaitingLine, [importId: string, most: number]>('feeds.import-lines.waiting')`
  select line, url, credentials, title, folder, folder_id as "folderId", tags, interval_minutes as "intervalMinutes" from feeds.import_lines
    where import_id = $1 and status = 'waiting' order by line limit $2`;

export const settleLine = statement<
  object,
  [importId: string, line: number, status: ImportLineStatus, error: string | null, subscriptionId: string | null]
>('feeds.import-lines.settle')`
  update feeds.import_lines set status = $3, error = $4, subscription_id = $5, credentials = null
    where import_id = $1 and line = $2 and status = 'waiting'`;

/** Notes which subscription has the feed that a line led to, where the tenant follows it already. */
export const noteKnown = statement<object, [importId: string, line: number, url: string]>(
  'feeds.import-lines.note-known',
)`
  update feeds.import_lines set subscription_id = (select s.id from feeds.subscriptions s where s.url = $3 limit 1)
    where import_id = $1 and line = $2`;

/** The subscription that a line led to. */
export const subscriptionOfLine = statement<{ id: string | null }, [importId: string, line: number]>(
  'feeds.import-lines.subscription',
)`
  select subscription_id as id from feeds.import_lines where import_id = $1 and line = $2`;

/** How many lines of an import have each status. */
export const countLines = statement<{ status: ImportLineStatus; lines: number }, [importId: string]>(
  'feeds.import-lines.count',
)`
  select status, count(*)::integer as lines from feeds.import_lines where import_id = $1 group by status`;
