import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry } from '#platform/audit';
import { SharedTier } from '#platform/cache';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { Latest } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { declarationOf, declaredFlags, type FlagDeclaration, guardsPublicRoute } from './declare-flag.js';
import { distinguishesUsers, evaluate, type FlagSetting, type FlagTarget, unruled } from './flag-setting.js';
import { flagProblems } from './flags.errors.js';
import { allFlags, clearFlag, type FlagRow, flagByName, lockFlag, writeFlag } from './flags.sql.js';

/** The kind of the target of audit lines about flags. */
export const FLAG = 'flag';

/** Tenants or users in a list, at most: each evaluation reads the list. */
const LONGEST_LIST = 1000;

/** A flag with its operator's setting, if there is one. */
export interface Flag extends FlagDeclaration {
  readonly setting: FlagRow | undefined;
}

/** Feature flags, held in memory: at most a second behind the database in every process. */
@Injectable()
export class Flags {
  private readonly settings = new Latest<ReadonlyMap<string, FlagRow>>(new Map());

  constructor(
    private readonly database: Database,
    private readonly deployment: Settings,
    private readonly audit: Audit,
    private readonly shared: SharedTier,
  ) {}

  /** @throws Error when the flag is not declared */
  isOn(name: string, target: FlagTarget = {}): boolean {
    const declaration = declarationOf(name);
    if (!declaration) throw new Error(`The flag ${name} is not declared: declare it with declareFlag.`);
    const setting = this.settings.value.get(name);
    return setting ? evaluate(name, setting, this.deployment.environment, target) : declaration.default;
  }

  /** @throws Problem `feature_disabled` (404) where the flag is off */
  require(name: string, target?: FlagTarget): void {
    if (!this.isOn(name, target)) throw flagProblems.feature_disabled({ flag: name });
  }

  /** Every declared flag, in order of name. */
  all(): Flag[] {
    return declaredFlags().map((declaration) => ({
      ...declaration,
      setting: this.settings.value.get(declaration.name),
    }));
  }

  /** @throws Problem `flag_not_found` (404) */
  get(name: string): Flag {
    const declaration = declarationOf(name);
    if (!declaration) throw flagProblems.flag_not_found({ flag: name });
    return { ...declaration, setting: this.settings.value.get(name) };
  }

  /**
   * Changes a flag: in this process at once, in every other process within a second.
   *
   * @param edit makes the new setting from the present one and its version, 0 where none is set;
   *   if it throws, the flag does not change
   * @param reason at most 200 characters; shown to operators
   * @throws Problem `flag_not_found` (404), `flag_list_full`, `flag_without_users` (422)
   */
  async change(name: string, edit: (present: FlagSetting, version: number) => FlagSetting, reason = ''): Promise<Flag> {
    const declaration = this.get(name);
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      await tx.run(lockFlag, name);
      const [present] = await tx.run(flagByName, name);
      const next = edit(present ?? { ...unruled, enabled: declaration.default }, present?.version ?? 0);
      assertTenable(name, next);
      await Promise.all([
        tx.run(writeFlag, name, JSON.stringify({ ...next, reason })),
        this.audit.record(tx, changed('set', name, { ...summary(next), ...(reason && { reason }) })),
      ]);
    });
    await this.refresh();
    return this.get(name);
  }

  /** Deletes the operators' setting of a flag, so that its declared default is in force again. */
  async clear(name: string, reason = ''): Promise<Flag> {
    this.get(name);
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      const [cleared] = await tx.run(clearFlag, name);
      if (cleared) await this.audit.record(tx, changed('cleared', name, reason ? { reason } : undefined));
    });
    await this.refresh();
    return this.get(name);
  }

  /** Reads the settings from the database now. */
  async refresh(): Promise<void> {
    await this.settings.take(
      async () => {
        const rows = await this.database.unscopedRead('flags.settings', allFlags);
        return new Map(rows.map((row) => [row.name, row]));
      },
      (before) => this.voidAnswers(before),
    );
  }

  /** A process without a database cannot read the flags: it serves the shared answers of a route until its flag changes. */
  private voidAnswers(before: ReadonlyMap<string, FlagRow>): void {
    const { value: next } = this.settings;
    const names = [...new Set([...before.keys(), ...next.keys()])];
    const changed = names.filter((name) => before.get(name)?.version !== next.get(name)?.version);
    if (changed.length > 0) void this.shared.flagsChanged(changed);
  }
}

/** @throws Problem `flag_list_full`, `flag_without_users` (422) */
function assertTenable(name: string, setting: FlagSetting): void {
  const { tenantsOn, tenantsOff, usersOn, usersOff } = setting;
  const full = [tenantsOn, tenantsOff, usersOn, usersOff].some(({ length }) => length > LONGEST_LIST);
  if (full) throw flagProblems.flag_list_full({ most: LONGEST_LIST });
  if (distinguishesUsers(setting) && guardsPublicRoute(name)) throw flagProblems.flag_without_users({ flag: name });
}

function changed(how: 'set' | 'cleared', name: string, details: AuditEntry['details']) {
  return { action: `flags.flag.${how}`, targetKind: FLAG, targetId: name, ...(details && { details }) };
}

/** The audit details of a setting. Lists of ids may be too long for an audit line: their length is recorded. */
function summary({ enabled, percentage, percentageOf, ...lists }: FlagSetting) {
  return {
    enabled,
    percentage,
    percentageOf,
    environmentsOn: lists.environmentsOn.join(' '),
    environmentsOff: lists.environmentsOff.join(' '),
    plansOn: lists.plansOn.join(' '),
    plansOff: lists.plansOff.join(' '),
    tenantsOn: lists.tenantsOn.length,
    tenantsOff: lists.tenantsOff.length,
    usersOn: lists.usersOn.length,
    usersOff: lists.usersOff.length,
  };
}
