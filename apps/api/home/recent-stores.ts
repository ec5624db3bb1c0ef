import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Problem } from '#platform/problems';
import { type Store, storesOf } from '../stores.js';

/** Milliseconds. The page is public, and reading the stores takes two statements for each. */
const FRESH_MS = 5000;

/** The stores of the home page, at most 5 s old; while the database is unreachable, the last ones read. */
@Injectable()
export class RecentStores {
  private stores: readonly Store[] = [];
  private databaseUnreachable = false;
  private freshUntil = 0;
  private reading: Promise<void> | undefined;

  constructor(private readonly modules: ModuleRef) {}

  async show(): Promise<{ stores: readonly Store[]; databaseUnreachable: boolean }> {
    if (performance.now() >= this.freshUntil) {
      this.reading ??= this.read().finally(() => {
        this.reading = undefined;
      });
      await this.reading;
    }
    return { stores: this.stores, databaseUnreachable: this.databaseUnreachable };
  }

  private async read(): Promise<void> {
    try {
      this.stores = await storesOf(this.modules);
      this.databaseUnreachable = false;
    } catch (error) {
      if (!(error instanceof Problem && error.status === 503)) throw error;
      this.databaseUnreachable = true;
    }
    this.freshUntil = performance.now() + FRESH_MS;
  }
}
