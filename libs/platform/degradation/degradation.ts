import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import type { Problem } from '#platform/problems';
import { Latest } from '#platform/resilience';
import type { Priority } from '#platform/routes';
import { gauge } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type Degradable, declareDegradation } from './declare-degradation.js';
import { degradationProblems } from './degradation.errors.js';
import { type DegradationRow, presentDegradation, setDegradation } from './degradation.sql.js';

/** What is cut of the routes of each priority. */
const refusals: Partial<Record<Priority, Degradable>> = {
  sheddable: declareDegradation('platform.sheddable-routes', {
    from: 1,
    what: {
      en: 'Routes of the least priority, such as lists for dashboards, are refused.',
      fr: 'Les routes les moins prioritaires, comme les listes des tableaux de bord, sont refusées.',
    },
  }),
  normal: declareDegradation('platform.normal-routes', {
    from: 4,
    what: {
      en: 'All routes are refused but the vital ones: browsing, downloads, sign-in and entries of journals.',
      fr: 'Toutes les routes sont refusées sauf les vitales : consultation, téléchargements, connexion et écriture des journaux.',
    },
  }),
};

/** What a refusal may say in Retry-After, in seconds. */
const RETRY_AFTER = [8, 9, 10, 11, 12, 13, 14, 15];
const RETRY_NEW_WORK = 60;

/** Made once each: to make an error costs as much as a cached answer. */
const overloaded = RETRY_AFTER.map((seconds) =>
  degradationProblems.overloaded({ seconds }, { headers: { 'retry-after': String(seconds) } }),
);

/**
 * The degradation level: under overload, the deployment refuses routes of lower priority. Level 0
 * refuses nothing, level 4 everything but vital routes. In every process the level is at most a
 * second behind the database.
 */
@Injectable()
export class Degradation {
  private readonly row = new Latest<Readonly<DegradationRow>>({ level: 0, reason: '', since: new Date() });

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {
    gauge('palier_degradation_level', 'Degradation level in force, 0 to 4', () => this.row.value.level);
  }

  /** 0 to 4. */
  get level(): number {
    return this.row.value.level;
  }

  /** The level, the reason for it, and the time since when it is in force. */
  get present(): Readonly<DegradationRow> {
    return this.row.value;
  }

  /** Whether something is cut now. */
  cuts({ from }: Degradable): boolean {
    return this.row.value.level >= from;
  }

  refuses(priority: Priority): boolean {
    const refusal = refusals[priority];
    return refusal !== undefined && this.cuts(refusal);
  }

  /**
   * The problem `overloaded` (503) where routes of this priority are refused now. Its Retry-After differs, so that clients that
   * were refused together do not come back together.
   */
  refusal(priority: Priority): Problem | undefined {
    return this.refuses(priority) ? overloaded[Math.floor(Math.random() * overloaded.length)] : undefined;
  }

  /** @throws Problem `degraded` (503) with Retry-After when this kind of work is cut, such as making a bundle */
  admitWork(kind: Degradable): void {
    if (!this.cuts(kind)) return;
    const headers = { 'retry-after': String(RETRY_NEW_WORK) };
    throw degradationProblems.degraded({ seconds: RETRY_NEW_WORK }, { headers });
  }

  /**
   * Sets the level: in this process at once, in every other process within a second.
   *
   * @param level 0 to 4
   * @param reason at most 200 characters; shown to operators
   */
  async set(level: number, reason: string): Promise<Readonly<DegradationRow>> {
    const line = {
      action: 'flags.degradation.set',
      targetKind: 'degradation',
      targetId: 'deployment',
      details: { level },
    };
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      await Promise.all([tx.run(setDegradation, level, reason), this.audit.record(tx, line)]);
    });
    await this.refresh();
    return this.row.value;
  }

  /** Reads the level from the database now. */
  async refresh(): Promise<void> {
    await this.row.take(async () => {
      const [row] = await this.database.unscopedRead('flags.settings', presentDegradation);
      return row ?? this.row.value;
    });
  }
}
