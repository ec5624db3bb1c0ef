// Real: the dashboards, the rules, promtool. Faked: nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../stack/servers.js';
import { deadLinks, hasThreshold, mistakesOf } from './dashboard-checks.js';
import { type Dashboard, dashboards, eachRule, queriesOf, rules } from './dashboards.js';

const uids = ['palier-jobs', 'palier-overview', 'palier-process', 'palier-sessions'];
const dashboard = (uid: string) => dashboards.find((one) => one.uid === uid) as Dashboard;
/** The first panel of a dashboard, with something of it changed. */
const changed = (change: object, of = dashboard('palier-jobs')): Dashboard => {
  const [first, ...others] = of.panels;
  return { ...of, panels: [{ ...first, ...change }, ...others] } as Dashboard;
};

describe('a dashboard', () => {
  it('has panels with a title, what to do, a unit and a place, and declares its variables', () => {
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(uids);
    expect(dashboards.flatMap(mistakesOf)).toEqual([]);
  });

  it.each<[mistake: string, change: object]>([
    ['palier-jobs 1 has no title', { title: '' }],
    ['palier-jobs 1 has no description', { description: undefined }],
    ['palier-jobs 1 has no unit', { fieldConfig: { defaults: {} } }],
    ['palier-jobs 1 has no query', { targets: [] }],
    ['palier-jobs 1 is outside the grid', { gridPos: { x: 20, y: 90, w: 8, h: 8 } }],
    ['palier-jobs 2 overlaps 1', { gridPos: { x: 6, y: 0, w: 12, h: 8 } }],
    ['palier-jobs 2 has the id of another', { id: 2 }],
    ['palier-jobs does not declare shop', { targets: [{ expr: 'palier_jobs_waiting{queue="$shop"}' }] }],
  ])('is reported: %s', (mistake, change) => expect(mistakesOf(changed(change))).toEqual([mistake]));

  it('of an old schema is reported', () =>
    expect(mistakesOf({ ...dashboard('palier-jobs'), schemaVersion: 16 })).toHaveLength(1));
});

describe('links', () => {
  it('lead from each rule to a panel that has its threshold, and from panels to others and to what to do', () => {
    expect(eachRule.filter(({ text }) => !/panel: '?\/d\//.test(text)).map(({ alert }) => alert)).toEqual([]);
    expect(eachRule.filter((rule) => !hasThreshold(rule, dashboards)).map(({ alert }) => alert)).toEqual([]);
    expect(deadLinks(rules + JSON.stringify(dashboards), dashboards)).toEqual([]);
    for (const { uid, panels } of dashboards)
      for (const { id, description } of panels)
        expect([uid, id, description]).toEqual([uid, id, expect.stringContaining('docs/operations.md#')]);
  });

  it.each([
    '/d/palier-job?viewPanel=1',
    '/d/palier-jobs?viewPanel=99',
    '/d/palier-jobs?viewPanel=1&var-shard=a',
    'docs/operations.md#no-such-heading',
  ])('that lead nowhere are reported: %s', (link) => expect(deadLinks(`"${link}"`, dashboards)).toEqual([link]));

  it('to a panel with another threshold are reported', () => {
    const [rule] = eachRule.filter(({ alert }) => alert === 'PalierJobsWait');
    const text = rule?.text.replace('> 1800', '> 1801') ?? '';
    expect([rule && hasThreshold(rule, dashboards), rule && hasThreshold({ ...rule, text }, dashboards)]).toEqual([
      true,
      false,
    ]);
  });
});

it('the same streams are left out as by the rules', () => {
  const left = (text: string) => new Set(text.match(/route!~\\?"[^"\\]+/g)?.map((each) => each.replace('\\', '')));
  expect(left(JSON.stringify(dashboards))).toEqual(left(rules));
});

needs('promtool')('by promtool', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'palier-dashboards-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = (exprs: readonly string[]) => {
    const file = join(folder, 'rules.yml');
    const group = { name: 'panels', rules: exprs.map((expr, i) => ({ record: `panel_${i}`, expr })) };
    // A JSON document is a YAML document.
    writeFileSync(file, JSON.stringify({ groups: [group] }));
    return execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8', stdio: 'pipe' });
  };

  it('each query is valid, and one that is not is refused', () => {
    const exprs = dashboards.flatMap(queriesOf).map(({ expr }) => expr);
    expect(check(exprs)).toContain(`SUCCESS: ${exprs.length} rules found`);
    expect(() => check([...exprs, 'sum by (queue (palier_jobs_waiting)'])).toThrow('could not parse expression');
  });
});
