import { join } from 'node:path';
import { runSql } from './sql.js';
import { Maker } from './studio.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';
import { workers } from './workers.js';

export const someFiles = {
  'index.js': 'export const one = 1;\n'.repeat(500),
  'assets/é.bin': '\u0000\u0001',
  empty: '',
};

/** The answer to somebody who asks for a download. */
export interface DownloadLink {
  url: string;
  expiresAt: string;
  bytes: number;
  digest: string;
  manifestDigest: string;
  version: string;
  fileName: string;
  signature: { keyId: string };
}

/** A store, and those who download from it. */
export class DownloadShop {
  private made = 0;

  private constructor(
    readonly api: TestApp,
    readonly maker: Maker,
  ) {}

  static async open(): Promise<DownloadShop> {
    const api = await startTestApp({}, undefined, workers);
    return DownloadShop.of(api, await Maker.in(api));
  }

  /** The store of a maker, whose API runs the workers too. */
  static of(api: TestApp, maker: Maker): DownloadShop {
    return new DownloadShop(api, maker);
  }

  get path(): string {
    return `/v1/stores/${this.maker.tenant.slug}`;
  }

  /** The slug of a new app, of which version 1.2.0 is published. */
  async published(files: Record<string, string> = someFiles): Promise<string> {
    this.made += 1;
    const slug = `app-${this.made}`;
    await this.maker.app(slug);
    await this.maker.draft(slug, '1.2.0', files);
    const { state } = await this.maker.publish(slug, '1.2.0');
    if (state !== 'succeeded') throw new Error(state);
    return slug;
  }

  ask(slug: string, payload?: object, of = this.api) {
    const url = `${this.path}/apps/${slug}/downloads`;
    return of.inject({ method: 'POST', url, ...(payload && { payload }) });
  }

  /** Asks until the answer is a link. */
  linkTo(slug: string, body?: object): Promise<DownloadLink> {
    return until(async (): Promise<DownloadLink | undefined> => {
      const answer = await this.ask(slug, body);
      if (answer.statusCode !== 200 && answer.statusCode !== 202) throw new Error(answer.body);
      return answer.statusCode === 200 ? answer.json() : undefined;
    });
  }

  follow({ url }: { url: string }, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
    return this.api.inject({ method, url: new URL(url).pathname, headers });
  }

  sql<Row extends object>(text: string): Promise<Row[]> {
    return runSql<Row>(this.api.database.adminUrl, text);
  }

  /** Where a blob of the store lies. */
  fileOf(digest: string): string {
    return join(this.api.dataDir, 'storage', this.maker.tenant.id, digest.slice(0, 2), digest);
  }
}
