import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Answered, Notifications, Survey } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { keyRotationProblems } from './key-rotation.errors.js';

/** Seconds for which the answers are awaited. */
const PATIENCE = 5;

/** The answer of a process: ids of keys, not keys. */
interface Holder {
  /** The ids of its keys, the one that seals first; empty where it cannot read its file. */
  readonly keys: readonly string[];
}

/** Which master keys each process of the deployment has. To answer, a process reads its key file again. */
@Injectable()
export class KeyHolders implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly survey: Survey<Holder>;
  private end = () => {};

  constructor(
    notifications: Notifications,
    private readonly master: MasterKey,
  ) {
    this.survey = new Survey(notifications, { asked: 'master_keys_asked', answered: 'master_keys_held' });
  }

  onApplicationBootstrap(): void {
    this.end = this.survey.answer(() => ({ keys: this.keys() }));
  }

  onModuleDestroy(): void {
    this.end();
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
  private async all(): Promise<readonly Answered<Holder>[]> {
    const { answers, silent } = await this.survey.ask(PATIENCE * 1000);
    if (silent === 0) return answers;
    throw keyRotationProblems.servers_silent({ silent, all: answers.length + silent, seconds: PATIENCE });
  }

  private keys(): string[] {
    try {
      return this.master.ids();
    } catch {
      return [];
    }
  }
}

const named = (holders: readonly Answered<Holder>[]) => holders.map((holder) => holder.process).join(', ');
