import { distinguishesUsers, evaluate, type FlagSetting, type FlagTarget, unruled } from './flag-setting.js';

const [a, b] = ['0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2'];
const isOn = (setting: Partial<FlagSetting>, tenantId?: string, name = 'a.flag') =>
  isOnFor(setting, { tenantId }, name);
const isOnFor = (setting: Partial<FlagSetting>, target: FlagTarget, name = 'a.flag') =>
  evaluate(name, { ...unruled, enabled: true, ...setting }, 'staging', target);
const tenants = Array.from({ length: 1000 }, (_, index) => `tenant-${index}`);
/** As ids of users are: UUIDs of version 7, one after the other. */
const users = Array.from({ length: 100_000 }, (_, i) => `0197a1b2-7c3d-7e4f-8a5b-${String(i).padStart(12, '0')}`);

describe('the setting of a flag', () => {
  it('applies to every tenant that no list names', () => {
    expect(isOn({}, a)).toBe(true);
    expect(isOn({ enabled: false }, a)).toBe(false);
    expect(isOn({})).toBe(true);
  });

  it('is overridden by the environment, and the environment by the tenant', () => {
    expect(isOn({ enabled: false, environmentsOn: ['staging'] }, a)).toBe(true);
    expect(isOn({ environmentsOff: ['staging'] }, a)).toBe(false);
    expect(isOn({ environmentsOff: ['production'] }, a)).toBe(true);
    expect(isOn({ environmentsOff: ['staging'], tenantsOn: [a] }, a)).toBe(true);
    expect(isOn({ environmentsOn: ['staging'], tenantsOff: [a] }, a)).toBe(false);
    expect(isOn({ tenantsOff: [a] }, b)).toBe(true);
  });

  it('is overridden by the plan, the plan by the tenant, and the tenant by the user', () => {
    const target = { userId: b, tenantId: a, plan: 'pro' };
    const steps: [Partial<FlagSetting>, boolean][] = [
      [{ environmentsOff: ['staging'] }, false],
      [{ plansOn: ['pro'] }, true],
      [{ tenantsOff: [a] }, false],
      [{ usersOn: [b] }, true],
    ];
    let setting: Partial<FlagSetting> = {};
    for (const [narrower, on] of steps) {
      setting = { ...setting, ...narrower };
      expect([setting, isOnFor(setting, target)]).toEqual([setting, on]);
    }
    expect(isOnFor(setting, { ...target, userId: a })).toBe(false);
    expect(isOnFor({ plansOff: ['pro'] }, { ...target, plan: 'free' })).toBe(true);
    expect(isOnFor({ plansOff: ['pro'] }, {})).toBe(true);
  });

  it.each(['users', 'tenants', 'plans', 'environments'] as const)('is off for what is in both lists of %s', (kind) => {
    const target = { userId: 'x', tenantId: 'x', plan: 'x' };
    const both = kind === 'environments' ? ['staging'] : ['x'];
    expect(isOnFor({ [`${kind}On`]: both, [`${kind}Off`]: both }, target)).toBe(false);
  });

  it('is off without a tenant while it is on for a percentage of tenants only, and without a user for one of users', () => {
    expect(isOn({ percentage: 99 })).toBe(false);
    expect(isOn({ percentage: 99, percentageOf: 'users' }, a)).toBe(false);
    expect(isOn({ percentage: 100, percentageOf: 'users' }, a)).toBe(true);
  });

  it('distinguishes users by lists and by a percentage of users', () => {
    const of = (setting: Partial<FlagSetting>) => distinguishesUsers({ ...unruled, enabled: true, ...setting });
    const telling = [{ usersOn: [a] }, { usersOff: [a] }, { percentage: 99, percentageOf: 'users' as const }];
    expect(telling.map(of)).toEqual([true, true, true]);
    const all = [
      { percentage: 0, percentageOf: 'users' as const },
      { percentageOf: 'users' as const },
      { percentage: 9 },
    ];
    expect(all.map(of)).toEqual([false, false, false]);
  });

  it('is on for its percentage of 100,000 users within 1 %, only adds some as it grows, and for the same ones everywhere', () => {
    const steps = [1, 10, 25, 50, 99];
    let before: string[] = [];
    const counts = steps.map((percentage) => {
      const on = users.filter((userId) => isOnFor({ percentage, percentageOf: 'users' }, { userId, tenantId: a }));
      const now = new Set(on);
      expect(before.filter((userId) => !now.has(userId))).toEqual([]);
      expect(Math.abs((on.length / users.length) * 100 - percentage)).toBeLessThan(1);
      before = on;
      return on.length;
    });
    // Counted when the rule was made: who was chosen stays so after a restart and with a new version.
    expect(counts).toEqual([1009, 10044, 24923, 50059, 98985]);
  });

  it('is on for about its percentage of tenants', () => {
    const share = tenants.filter((tenant) => isOn({ percentage: 25 }, tenant)).length;
    expect(share).toBeGreaterThan(200);
    expect(share).toBeLessThan(300);
    expect(tenants.some((tenant) => isOn({ percentage: 0 }, tenant))).toBe(false);
  });

  it('only adds tenants when its percentage grows', () => {
    const before = tenants.filter((tenant) => isOn({ percentage: 10 }, tenant));
    expect(before.every((tenant) => isOn({ percentage: 11 }, tenant))).toBe(true);
  });

  it('chooses the tenants of each flag independently', () => {
    const both = tenants.filter((t) => isOn({ percentage: 50 }, t, 'one') && isOn({ percentage: 50 }, t, 'two'));
    expect(both.length).toBeLessThan(350);
  });

  it('chooses by the targeting key where there is one', () => {
    const of = (targetingKey: string) =>
      isOnFor({ percentage: 50, percentageOf: 'users' }, { tenantId: a, userId: b, targetingKey });
    expect(new Set(tenants.map(of))).toEqual(new Set([true, false]));
  });
});
