import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { SharedTier } from '#platform/cache';
import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { Latest } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { declarationOf, declaredFlags, type FlagDeclaration } from './declare-flag.js';
import { evaluate, type FlagSetting, type FlagTarget } from './flag-setting.js';
import { flagProblems } from './flags.errors.js';
import { allFlags, clearFlag, type FlagRow, flagByName, lockFlag, writeFlag } from './flags.sql.js';

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
  require(name: string, tenantId?: string): void {
    if (!this.isOn(name, { tenantId })) throw flagProblems.feature_disabled({ flag: name });
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
   * @throws Problem `flag_not_found` (404)
   */
  async change(name: string, edit: (present: FlagSetting, version: number) => FlagSetting): Promise<Flag> {
    const declaration = this.get(name);
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      await tx.run(lockFlag, name);
      const [present] = await tx.run(flagByName, name);
      const next = edit(present ?? unset(declaration.default), present?.version ?? 0);
      await Promise.all([
        tx.run(
          writeFlag,
          name,
          next.enabled,
          next.percentage,
          next.environmentsOn,
          next.environmentsOff,
          next.tenantsOn,
          next.tenantsOff,
        ),
        this.audit.record(tx, { ...changed('set', name), details: summary(next) }),
      ]);
    });
    await this.refresh();
    return this.get(name);
  }

  /** Deletes the operators' setting of a flag, so that its declared default is in force again. */
  async clear(name: string): Promise<Flag> {
    this.get(name);
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => {
      const [cleared] = await tx.run(clearFlag, name);
      if (cleared) await this.audit.record(tx, changed('cleared', name));
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

function unset(enabled: boolean): FlagSetting {
  return { enabled, percentage: 100, environmentsOn: [], environmentsOff: [], tenantsOn: [], tenantsOff: [] };
}

function changed(how: 'set' | 'cleared', name: string) {
  return { action: `flags.flag.${how}`, targetKind: 'flag', targetId: name };
}

/** The audit details of a setting. Lists of tenants may be too long for an audit line: their length is recorded. */
function summary({ enabled, percentage, ...lists }: FlagSetting) {
  return {
    enabled,
    percentage,
    environmentsOn: lists.environmentsOn.join(' '),
    environmentsOff: lists.environmentsOff.join(' '),
    tenantsOn: lists.tenantsOn.length,
    tenantsOff: lists.tenantsOff.length,
  };
}
