import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { readLines } from '#platform/lines';
import { ProductContexts, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { encodeRows } from '../batches/encode-rows.js';
import type { EventImportOptions, ImportedEvents } from '../event-imports.js';
import { EventStore } from '../ingest/event-store.js';
import { importKey } from '../ledger/event-counts.sql.js';
import { oldestKeptDay } from '../ledger/kept-days.js';
import { EventNames } from '../names/event-names.js';
import { Countries } from './countries.js';
import { type LineEvent, lineReader } from './line-reader.js';

/** The longest line, in bytes: one of 1 MB is too long. */
const LONGEST_LINE = 1_000_000 - 1;
/** Lines of one commit, at most, and their characters, but for the last line: memory stays bounded. */
const MOST_LINES = 5_000;
const MOST_CHARACTERS = 4_000_000;

/** Imports events from files, for the command line. */
@Injectable()
export class EventImports {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly contexts: ProductContexts,
    private readonly names: EventNames,
    private readonly store: EventStore,
    private readonly master: MasterKey,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /**
   * Stores the event of each line once, also where the file was imported before, whole or in part: their ids come from the
   * lines, unless those have some. Commits up to 5,000 events at once. Counts neither against `eventsADay` nor samples.
   *
   * @param bytes lines of less than 1 MB, in UTF-8
   * @throws Problem `tenant_not_found`, `context_not_served` (404), `bad_countries` (400); what reading the bytes and
   *   `Database` throw
   */
  async import(
    tenantId: string,
    bytes: AsyncIterable<Buffer>,
    { format, countries: list, onRefused, onProgress }: EventImportOptions,
  ): Promise<ImportedEvents> {
    const tenant = this.directory.byId(tenantId);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug: tenantId });
    this.contexts.require(tenant, 'analytics');
    const countries = list && (await Countries.read(list));
    const since = Date.parse(oldestKeptDay(tenant));
    const read = lineReader({ format, tenantId, since, countries }, this.master);
    const counts = { lines: 0, stored: 0, duplicates: 0, refused: {} as Record<string, number> };
    let batch = { events: [] as LineEvent[], refused: 0, characters: 0 };
    const refuse = (line: number, code: string) => {
      batch.refused += 1;
      counts.refused[code] = (counts.refused[code] ?? 0) + 1;
      onRefused?.(line, code);
    };
    const flush = async () => {
      const known = await this.names.admit(tenantId, new Set(batch.events.map(({ event }) => event.name)));
      const [named = [], unnamed = []] = [true, false].map((is) =>
        batch.events.filter(({ event }) => known.has(event.name) === is),
      );
      for (const { event } of unnamed) refuse(event.index, 'too_many_names');
      const stored = await this.commit(tenantId, named, batch.refused);
      counts.stored += stored;
      counts.duplicates += named.length - stored;
      batch = { events: [], refused: 0, characters: 0 };
      onProgress?.(structuredClone(counts));
    };
    // Before anything is stored; how much was, the ledger says.
    const line = { action: 'analytics.import.started', targetKind: 'tenant', targetId: tenantId, details: { format } };
    await this.database.transaction({ tenantId }, async (tx) => {
      await this.audit.record(tx, line);
    });
    let number = 0;
    for await (const text of readLines(bytes, LONGEST_LINE)) {
      number += 1;
      const line = text?.trim();
      if (line === '') continue;
      counts.lines += 1;
      const found = line === undefined ? 'line_too_long' : read(line, number);
      if (typeof found === 'string') refuse(number, found);
      else batch.events.push(found);
      batch.characters += line?.length ?? 0;
      if (batch.events.length + batch.refused >= MOST_LINES || batch.characters >= MOST_CHARACTERS) await flush();
    }
    if (batch.events.length + batch.refused > 0) await flush();
    return counts;
  }

  /** Stores the events of a batch at once. @returns how many were new */
  private commit(tenantId: string, events: readonly LineEvent[], rejected: number): Promise<number> {
    const receipt = newId();
    const alike = Map.groupBy(events, ({ client, country }) => `${client} ${country}`);
    const rows = [...alike.values()].map((group) => {
      const [{ client, country }] = group as [LineEvent];
      return encodeRows(
        group.map(({ event }) => event),
        { receipt, tenantId, client, country },
      );
    });
    return this.store.store({
      ...{ receipt, tenantId, keyId: importKey, rows: Buffer.concat(rows), staged: events.length, sampled: 0 },
      // Rejected lines are not kept, since those of access logs hold addresses.
      ...{ rejected, quarantined: [] },
    });
  }
}
