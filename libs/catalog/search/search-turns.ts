import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { catalogProblems } from '../catalog.errors.js';

/** Searches of a store that wait for their turn, at most. */
const mostWaiting = 50;
/** Seconds until it is worth trying again, when that many wait. */
const retryAfter = 2;

interface Waiting {
  readonly tenantId: string;
  readonly begin: () => void;
}

/**
 * Runs few searches at once, so that they leave connections of the pool to other requests: half of them to searches, of which
 * one store may use half. A search of frequent words reads a large part of a store, where a list reads one page.
 */
@Injectable()
export class SearchTurns {
  private readonly atOnce: number;
  private readonly ofTenant: number;
  private readonly running = new Map<string, number>();
  private all = 0;
  private waiting: Waiting[] = [];

  constructor({ databasePoolSize }: Settings) {
    this.atOnce = Math.max(1, Math.floor(databasePoolSize / 2));
    this.ofTenant = Math.max(1, Math.floor(databasePoolSize / 4));
  }

  /** @throws Problem `search_busy` (503), and what the search throws */
  async take<T>(tenantId: string, search: () => Promise<T>): Promise<T> {
    if (!this.mayRun(tenantId)) {
      if (this.waiting.filter((each) => each.tenantId === tenantId).length >= mostWaiting) throw busy();
      await new Promise<void>((begin) => this.waiting.push({ tenantId, begin }));
    } else this.begin(tenantId);
    try {
      return await search();
    } finally {
      this.end(tenantId);
    }
  }

  private mayRun(tenantId: string): boolean {
    return this.all < this.atOnce && (this.running.get(tenantId) ?? 0) < this.ofTenant;
  }

  private begin(tenantId: string): void {
    this.all += 1;
    this.running.set(tenantId, (this.running.get(tenantId) ?? 0) + 1);
  }

  private end(tenantId: string): void {
    this.all -= 1;
    const left = (this.running.get(tenantId) ?? 1) - 1;
    if (left === 0) this.running.delete(tenantId);
    else this.running.set(tenantId, left);
    const next = this.waiting.findIndex((each) => this.mayRun(each.tenantId));
    const [begun] = next < 0 ? [] : this.waiting.splice(next, 1);
    if (!begun) return;
    this.begin(begun.tenantId);
    begun.begin();
  }
}

const busy = () =>
  catalogProblems.search_busy({ seconds: retryAfter }, { headers: { 'retry-after': String(retryAfter) } });
