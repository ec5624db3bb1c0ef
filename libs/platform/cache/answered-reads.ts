import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';

type Params = Readonly<Record<string, string>>;

/** Called for each answer, so it only counts in memory. */
export type ReadListener = (tenantId: string, params: Params) => void;

/** Tells contexts what was read, whether a cache or a handler answered. */
@Injectable()
export class AnsweredReads {
  private readonly listeners = new Map<string | undefined, ReadListener>();

  /**
   * Hears of each GET of a route that was answered with 200 or 304, but of none that a browser sends before anybody looks.
   *
   * @param route its template, as in `/v1/stores/:tenant/apps/:slug`
   */
  on(route: string, listener: ReadListener): void {
    this.listeners.set(route, listener);
  }

  /** @param route that was answered, with 200 or 304 */
  tell(
    { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
    { template, params }: { readonly template: string | undefined; readonly params: Params },
    tenantId: string,
  ): void {
    const listener = this.listeners.get(template);
    // Sec-Purpose: a browser's word for what it loads in case it is wanted.
    if (listener && method === 'GET' && !headers['sec-purpose']) listener(tenantId, params);
  }
}
