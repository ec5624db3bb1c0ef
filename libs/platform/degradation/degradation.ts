import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Problem } from '#platform/problems';
import { Latest } from '#platform/resilience';
import type { Priority } from '#platform/routes';
import { gauge, type MetricReading } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { DegradationChanges } from './changes/degradation-changes.js';
import type { Degradable } from './declare-degradation.js';
import type { DegradationDto } from './degradation.dto.js';
import { degradationProblems } from './degradation.errors.js';
import { type DegradationRow, endDegradation, presentDegradation, setDegradation } from './degradation.sql.js';
import { type InForce, levelInForce } from './level-in-force.js';
import { refusals } from './refusals.js';
import type { Level } from './sensors/sensed-level.js';
import { type SensorName, sensors } from './sensors/sensors.js';

/** What a refusal may say in Retry-After, in seconds. */
const RETRY_AFTER = [8, 9, 10, 11, 12, 13, 14, 15];
const RETRY_NEW_WORK = 60;

/** Made once each: to make an error costs as much as a cached answer. */
const overloaded = RETRY_AFTER.map((seconds) =>
  degradationProblems.overloaded({ seconds }, { headers: { 'retry-after': String(seconds) } }),
);

/** For how long an operator sets a level; left out, until another is set. */
export interface SetFor {
  /** Seconds, after which it ends by itself. */
  readonly seconds: number;
  /** Whether it is in force alone until then, whatever the sensors call for. */
  readonly hold?: boolean;
}

/** What is read of the database, and when it ends by the clock of this process. */
type Set = Omit<DegradationRow, 'endsInMs'> & { readonly endsAtMs: number };

const nothing: Set = { level: 0, reason: '', since: new Date(), hold: false, endsAt: null, endsAtMs: Infinity };

/**
 * The degradation level: under overload, this process refuses routes of lower priority and cuts what `declareDegradation`
 * names. It is the greatest of those that an operator has set and that the sensors call for. What an operator sets is in force
 * in every process within a second.
 */
@Injectable()
export class Degradation {
  private readonly row = new Latest<Set>(nothing);
  private sensed: ReadonlyMap<SensorName, Level> = new Map();
  /** When the sensors last changed the level in force. */
  private sensedAt: Date | undefined;
  private inForce: InForce = { level: 0, cause: null };
  private toldAs: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly changes: DegradationChanges,
  ) {
    gauge('palier_degradation_level', 'Degradation level that each cause calls for, 0 to 4', () => this.byCause());
    gauge('palier_degradation_level_in_force', 'Degradation level in force, 0 to 4', () => this.level);
  }

  /** 0 to 4. */
  get level(): Level {
    return this.inForce.level;
  }

  /** The entry of the `X-Degraded` header; undefined at level 0. */
  get header(): string | undefined {
    return this.toldAs;
  }

  get present(): DegradationDto {
    const { reason, hold, endsAt, since } = this.byHand;
    const { sensedAt, inForce } = this;
    const latest = sensedAt && sensedAt > since && !hold ? sensedAt : since;
    return { ...inForce, reason, since: latest, hold, endsAt };
  }

  /** Whether something is cut now. */
  cuts({ from }: Degradable): boolean {
    return this.inForce.level >= from;
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
  async set(level: number, reason: string, lasts?: SetFor): Promise<DegradationDto> {
    const { seconds = null, hold = false } = lasts ?? {};
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      const [row] = await tx.run(setDegradation, level, reason, hold, seconds);
      const change = { at: new Date(), process: null, before: row?.before ?? 0, after: level, reason };
      await this.changes.record(tx, 'set', { ...change, cause: 'manual' }, hold);
    });
    await this.refresh();
    return this.present;
  }

  /** Called with the levels that the sensors of this process call for, when one has changed. */
  sense(levels: ReadonlyMap<SensorName, Level>): void {
    this.sensed = new Map(levels);
    const before = this.level;
    this.decide();
    if (this.level !== before) this.sensedAt = new Date();
  }

  /** Reads what an operator has set from the database now, and ends it there once its time is over. */
  async refresh(): Promise<void> {
    await this.row.take(
      async () => {
        const row = await this.read();
        // The first process to see it writes what the others then read.
        return row.endsAtMs <= performance.now() && (await this.end()) ? this.read() : row;
      },
      () => this.decide(),
    );
  }

  /** Decides anew which level is in force: what an operator has set may have ended. */
  decide(): void {
    this.inForce = levelInForce(this.byHand, this.sensed);
    const { level, cause } = this.inForce;
    this.toldAs = level > 0 ? `level=${level};cause=${cause}` : undefined;
  }

  /** What an operator has set; nothing once its time is over, also without the database. */
  private get byHand(): Set {
    const { value } = this.row;
    return performance.now() < value.endsAtMs ? value : { ...nothing, since: value.endsAt ?? value.since };
  }

  private async read(): Promise<Set> {
    const [row] = await this.database.unscopedRead('degradation.level', presentDegradation);
    if (!row) return this.row.value;
    const { endsInMs, ...set } = row;
    return { ...set, endsAtMs: endsInMs === null ? Infinity : performance.now() + endsInMs };
  }

  private end(): Promise<boolean> {
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      const [ended] = await tx.run(endDegradation);
      if (ended) await this.changes.record(tx, 'ended', { ...ended, process: null, after: 0, cause: 'manual' }, false);
      return ended !== undefined;
    });
  }

  private byCause(): MetricReading[] {
    const levels: [string, Level][] = sensors.map(({ name }) => [name, this.sensed.get(name) ?? 0]);
    levels.push(['manual', this.byHand.level]);
    return levels.map(([cause, value]) => ({ labels: { cause }, value }));
  }
}
