import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { shedTenants } from '#platform/resilience';
import { counter, processName } from '#platform/telemetry';
import { DegradationChanges } from '../changes/degradation-changes.js';
import { Degradation } from '../degradation.js';
import { DegradationProcesses } from '../degradation-processes.js';
import { Readings } from './readings.js';
import { type Level, SensedLevel } from './sensed-level.js';
import { type Sensor, type SensorName, sensors } from './sensors.js';

const EVERY_MS = 500;

interface Sensed {
  readonly sensor: Sensor;
  readonly level: SensedLevel;
  nextAt: number;
  /** While a reading that takes long is under way. */
  reading: Promise<void> | undefined;
}

/** Reads the sensors of this process, tells which level they call for, and answers who asks for it. */
@Injectable()
export class Sensing implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly all: readonly Sensed[] = sensors.map((sensor) => ({
    sensor,
    level: new SensedLevel(sensor),
    nextAt: 0,
    reading: undefined,
  }));
  private timer: NodeJS.Timeout | undefined;
  private readonly log = new Logger('Degradation');
  private readonly shed = counter(
    'palier_tenants_shed_total',
    'Times that work of one tenant was refused because it took most of what the sensor reads',
    'sensor',
  );
  private endAnswering = () => {};

  constructor(
    private readonly readings: Readings,
    private readonly degradation: Degradation,
    private readonly changes: DegradationChanges,
    private readonly processes: DegradationProcesses,
  ) {}

  /** From here on, because the start of an application blocks its event loop. */
  onApplicationBootstrap(): void {
    const now = performance.now();
    for (const each of this.all) each.nextAt = now + each.sensor.everyMs;
    this.endAnswering = this.processes.answer();
    this.readings.begin();
    this.timer = setInterval(() => this.readDue(performance.now()), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.endAnswering();
    clearInterval(this.timer);
    this.readings.end();
    await Promise.all(this.all.map(({ reading }) => reading));
  }

  /**
   * Reads the sensors whose time it is.
   *
   * @param now milliseconds that only grow
   */
  readDue(now: number): void {
    for (const each of this.all) {
      if (now < each.nextAt || each.reading) continue;
      // Not after the one before, so that none is made up for.
      each.nextAt = now + each.sensor.everyMs;
      const reading = each.sensor.read(this.readings);
      if (typeof reading === 'number') this.take(each, reading, now);
      else each.reading = this.takeLate(each, reading, now);
    }
  }

  private async takeLate(each: Sensed, reading: Promise<number>, now: number): Promise<void> {
    try {
      this.take(each, await reading, now);
    } catch {
      // What cannot be read says nothing.
      this.take(each, undefined, now);
    }
    each.reading = undefined;
  }

  private take({ sensor, level }: Sensed, reading: number | undefined, now: number): void {
    if (sensor.of === 'process' && reading !== undefined && reading >= (sensor.thresholds[1]?.up ?? Infinity))
      this.shedHeaviest(sensor.name);
    const before = this.greatest(sensor.of);
    if (!level.take(reading, now)) return;
    this.degradation.sense(new Map(this.all.map((each) => [each.sensor.name, each.level.level])));
    const after = this.greatest(sensor.of);
    if (after.level === before.level) return;
    const { up, down } = sensor.lastsMs;
    const change = {
      at: new Date(),
      process: sensor.of === 'process' ? processName : null,
      before: before.level,
      after: after.level,
      cause: after.name ?? sensor.name,
      reason: `${sensor.name} ${Math.round(reading ?? 0)} ${sensor.unit}`,
    };
    // A process sees the same change again after both times at the earliest.
    this.changes.sensed(change, (up + down) / 1000 - 1);
  }

  /** Before the level rises for everybody, which takes seconds. */
  private shedHeaviest(sensor: SensorName): void {
    const tenantId = this.readings.heaviest(sensor);
    const priority = tenantId === undefined ? undefined : shedTenants.shed(tenantId);
    if (priority === undefined) return;
    this.shed.of(sensor).add();
    const work = priority === 'normal' ? 'sheddable and normal requests and jobs' : 'sheddable requests';
    this.log.warn(`Refusing ${work} of tenant ${tenantId}: it caused most of what the sensor ${sensor} reads.`);
  }

  private greatest(of: Sensor['of']): { readonly level: Level; readonly name: SensorName | undefined } {
    let [level, name]: [Level, SensorName | undefined] = [0, undefined];
    for (const each of this.all) {
      if (each.sensor.of === of && each.level.level > level) [level, name] = [each.level.level, each.sensor.name];
    }
    return { level, name };
  }
}
