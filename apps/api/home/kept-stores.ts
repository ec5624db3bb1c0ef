import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Problem } from '#platform/problems';
import { type Store, storesOf } from '../stores.js';

/** Milliseconds for which one look serves everyone: it takes two statements a store, and the page is public. */
const KEPT_FOR = 5000;

/** The stores of the home page, a few seconds old at most; while the database is away, as they were last seen. */
@Injectable()
export class KeptStores {
  private stores: readonly Store[] = [];
  private databaseAway = false;
  private freshUntil = 0;
  private looking: Promise<void> | undefined;

  constructor(private readonly modules: ModuleRef) {}

  async show(): Promise<{ stores: readonly Store[]; databaseAway: boolean }> {
    if (performance.now() >= this.freshUntil) {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
      await this.looking;
    }
    return { stores: this.stores, databaseAway: this.databaseAway };
  }

  private async look(): Promise<void> {
    try {
      this.stores = await storesOf(this.modules);
      this.databaseAway = false;
    } catch (error) {
      if (!(error instanceof Problem && error.status === 503)) throw error;
      this.databaseAway = true;
    }
    this.freshUntil = performance.now() + KEPT_FOR;
  }
}
