import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { generateOpml } from 'feedsmith';
import { Database } from '#platform/database';
import { escapeHtml, type FileAnswer, type UploadedBody } from '#platform/http';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { type Operation, Operations } from '#platform/operations';
import { Problem } from '#platform/problems';
import { currentTenant } from '#platform/tenancy';
import { Documents } from '../documents/documents.js';
import type { OpmlLine } from '../documents/parsed-feed.js';
import { cut, storable } from '../documents/plain-text.js';
import { feedsProblems } from '../feeds.errors.js';
import { Credentials } from '../subscriptions/credentials.js';
import { parseFeedUrl } from '../subscriptions/feed-address.js';
import { allFollowedFeeds } from '../subscriptions/followed-feeds.js';
import type { FollowedFeed } from '../subscriptions/subscriptions.sql.js';
import type { ImportLineDto, ImportLinesQueryDto } from './import-lines.dto.js';
import { countLines, importLineList, insertImportLines, type NewImportLine } from './import-lines.sql.js';
import { importOpml } from './import-opml.job.js';

type Outline = NonNullable<NonNullable<Parameters<typeof generateOpml>[0]['body']>['outlines']>[number];

/** Imports and exports lists of feeds as OPML 2.0. */
@Injectable()
export class OpmlService {
  constructor(
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly documents: Documents,
    private readonly credentials: Credentials,
  ) {}

  /**
   * Starts to import a file. Its lines are stored at once, so that each has a status from the start.
   *
   * @throws Problem `opml_malformed`, `opml_too_large`, `feed_parse_timeout` (422), `documents_busy` (503), those of the body
   */
  async import(tenantId: string, { stream }: UploadedBody): Promise<Operation> {
    const found = await this.documents.parseOpml(await buffer(stream), { tenantId });
    const lines = found.map((line, index) => this.newLine(line, index + 1));
    return this.database.transaction({ tenantId }, async (tx) => {
      const operation = await this.operations.start(tx, importOpml, { tenantId, lines: lines.length }, 'feeds.write');
      await tx.run(insertImportLines, tenantId, operation.id, JSON.stringify(lines));
      return operation;
    });
  }

  /** @throws Problem `import_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async lines(tenantId: string, id: string, query: ImportLinesQueryDto): Promise<ListAnswer<ImportLineDto>> {
    const rows = rowsOfTenant(this.database, tenantId);
    const answer = await readList(rows, importLineList, { ...query, import: id });
    if (answer.data.length === 0 && (await rows.read(countLines, id)).length === 0)
      throw feedsProblems.import_not_found({ id });
    return answer;
  }

  /** What the tenant follows, by folder. Credentials are not in it. */
  async export(tenantId: string): Promise<FileAnswer> {
    const bytes = Buffer.from(opmlOf(currentTenant().name, await allFollowedFeeds(this.database, tenantId)));
    const digest = createHash('sha256').update(bytes).digest('hex');
    return {
      source: { open: async (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]) },
      size: bytes.length,
      etag: `"${digest.slice(0, 32)}"`,
      contentType: 'text/x-opml; charset=utf-8',
      fileName: 'subscriptions.opml',
      cacheControl: 'private, no-cache',
    };
  }

  /** Its name and password are sealed at once, and are in no URL. */
  private newLine({ url, title, folder, tags }: OpmlLine, line: number): NewImportLine {
    const texts = { line, title: title || null, folder: cut(folder ?? '', 100) || null, tags: tags.flatMap(asTag) };
    try {
      const feed = parseFeedUrl(url);
      const credentials = feed.authorization ? this.credentials.seal(feed.authorization).toString('base64') : null;
      return { ...texts, url: feed.url, credentials, error: null };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { ...texts, url: cut(withoutName(url), 2000), credentials: null, error: error.code };
    }
  }
}

/** A category as the tags of subscriptions are written. */
function asTag(category: string): string[] {
  const tag = cut(category.toLowerCase().replace(/[\p{C}\p{Z},]+/gu, '-'), 50);
  return tag ? [tag] : [];
}

/** An address that cannot be read, without all that may be a name and password: what comes before its last `@`. */
function withoutName(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:(?=\/\/))?(\/\/)?[\s\S]*@/i, '$1$2');
}

function emptyOpml(title: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>${escapeHtml(storable(title))}</title></head><body></body></opml>
`;
}

function opmlOf(title: string, rows: readonly FollowedFeed[]): string {
  const outlines = [...Map.groupBy(rows, ({ folder }) => folder)].flatMap(([folder, inside]): Outline[] => {
    const feeds = inside.map(outlineOf);
    if (folder === null) return feeds;
    const text = storable(folder);
    return [{ text, title: text, outlines: feeds }];
  });
  // A list without feeds has a body without outlines, which the generator refuses.
  if (outlines.length === 0) return emptyOpml(title);
  return generateOpml({ head: { title: storable(title) }, body: { outlines } });
}

/** Titles of former releases, and those of feeds that clients renamed, may have characters that XML forbids. */
function outlineOf({ title, url, siteUrl, tags }: FollowedFeed): Outline {
  const text = storable(title);
  return {
    ...{ type: 'rss', text, title: text, xmlUrl: url },
    ...(siteUrl && { htmlUrl: siteUrl }),
    ...(tags.length > 0 && { category: tags.join(',') }),
  };
}
