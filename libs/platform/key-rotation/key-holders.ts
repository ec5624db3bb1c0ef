import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { keyRotationProblems } from './key-rotation.errors.js';
import { listeningProcesses } from './key-rotation.sql.js';

/** Channels: on the first somebody asks which keys each process has, on the second they answer. */
const asked = 'master_keys_asked';
const answered = 'master_keys_held';
/** Milliseconds between two questions, until all have answered. */
const EVERY_MS = 100;
/** Seconds for which the answers are awaited. */
const PATIENCE = 5;

/** The answer of a process: ids of keys, not keys. */
interface Holder {
  readonly question: string;
  /** Differs for each process, and each application in it. */
  readonly from: string;
  /** Host and process, for the operator. */
  readonly process: string;
  /** The ids of its keys, the one that seals first; empty where it cannot read its file. */
  readonly keys: readonly string[];
}

/** Which master keys each process of the deployment has. To answer, a process reads its key file again. */
@Injectable()
export class KeyHolders implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly from = newId();
  private unsubscribe = () => {};

  constructor(
    private readonly notifications: Notifications,
    private readonly database: Database,
    private readonly master: MasterKey,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.notifications.subscribe(asked, (question) => {
      if (question) void this.notifications.publish(answered, JSON.stringify(this.answer(question)));
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * Makes sure that every process knows a key, or also seals with it.
   *
   * @throws Problem `key_unknown_to_servers`, `former_key_in_use` (409), `servers_silent` (503)
   */
  async require(id: string, use: 'opens' | 'seals'): Promise<void> {
    const holders = await this.all();
    const lacking = holders.filter(({ keys }) => !keys.includes(id));
    if (lacking.length > 0) throw keyRotationProblems.key_unknown_to_servers({ processes: named(lacking) });
    const others = holders.filter(({ keys }) => keys[0] !== id);
    if (use === 'seals' && others.length > 0) {
      throw keyRotationProblems.former_key_in_use({ processes: named(others) });
    }
  }

  /** @throws Problem `servers_silent` when a process that listens on the database does not answer */
  private async all(): Promise<Holder[]> {
    const question = newId();
    const holders = new Map<string, Holder>();
    const unsubscribe = this.notifications.subscribe(answered, (text) => {
      const holder = text && (JSON.parse(text) as Holder);
      if (holder && holder.question === question) holders.set(holder.from, holder);
    });
    try {
      for (let tries = (PATIENCE * 1000) / EVERY_MS; ; tries -= 1) {
        await this.notifications.publish(asked, question);
        await pause(EVERY_MS);
        const [row] = await this.database.read({ tenantId: PLATFORM_TENANT_ID }, listeningProcesses);
        const all = row?.count ?? 0;
        if (holders.has(this.from) && holders.size >= all) return [...holders.values()];
        if (tries > 0) continue;
        throw keyRotationProblems.servers_silent({ silent: all - holders.size, all, seconds: PATIENCE });
      }
    } finally {
      unsubscribe();
    }
  }

  private answer(question: string): Holder {
    return { question, from: this.from, process: `${hostname()} ${process.pid}`, keys: this.keys() };
  }

  private keys(): string[] {
    try {
      return this.master.ids();
    } catch {
      return [];
    }
  }
}

const named = (holders: readonly Holder[]) => holders.map((holder) => holder.process).join(', ');
