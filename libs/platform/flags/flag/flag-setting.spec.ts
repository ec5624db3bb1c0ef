import { evaluate, type FlagSetting } from './flag-setting.js';

const [a, b] = ['0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2'];
const unset: FlagSetting = {
  enabled: true,
  percentage: 100,
  environmentsOn: [],
  environmentsOff: [],
  tenantsOn: [],
  tenantsOff: [],
};
const isOn = (setting: Partial<FlagSetting>, tenantId?: string, name = 'a.flag') =>
  evaluate(name, { ...unset, ...setting }, 'staging', { tenantId });
const tenants = Array.from({ length: 1000 }, (_, index) => `tenant-${index}`);

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

  it('is off where a tenant or environment is in both lists', () => {
    expect(isOn({ tenantsOn: [a], tenantsOff: [a] }, a)).toBe(false);
    expect(isOn({ environmentsOn: ['staging'], environmentsOff: ['staging'] })).toBe(false);
  });

  it('is off without a tenant while it is on for a percentage only', () => {
    expect(isOn({ percentage: 99 })).toBe(false);
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
      evaluate('a.flag', { ...unset, percentage: 50 }, 'staging', { tenantId: a, targetingKey });
    expect(new Set(tenants.map(of))).toEqual(new Set([true, false]));
  });
});
