// Real: the rules, promtool. Faked: the series.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../stack/servers.js';
import { type AlertCase, alertCases } from './alert-cases.js';
import { eachRule, headings } from './dashboards.js';

const rules = resolve('docker/observability/prometheus/alerts.yml');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-alerts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('has a case for each rule, and each rule names what to do', () => {
  const named = ({ alert, severity }: { alert?: string; severity?: string }) => `${alert} ${severity}`;
  expect([...new Set(alertCases.map(named))].sort()).toEqual(eachRule.map(named).sort());
  for (const { alert, text } of eachRule) {
    const runbook = /runbook: docs\/operations\.md#(\S+)/.exec(text)?.[1];
    expect([alert, headings.has(runbook ?? '')]).toEqual([alert, true]);
  }
});

it.each<[alert: string, severity: string, threshold: RegExp]>([
  ['PalierCpu', 'warning', /> 0\.7$/m],
  ['PalierCpu', 'critical', /> 0\.9$/m],
  ['PalierMemory', 'warning', /> 0\.8$/m],
  ['PalierMemory', 'critical', /> 0\.95$/m],
  ['PalierSlow', 'warning', /> 0\.5$/m],
  ['PalierSlow', 'critical', /> 1$/m],
  ['PalierErrors', 'warning', /> 0\.01$/m],
  ['PalierErrors', 'critical', /> 0\.05$/m],
  ['PalierTokenValidation', 'warning', /> 0\.1$/m],
  ['PalierTokenValidation', 'critical', />= 0\.25$/m],
  ['PalierDatabasePool', 'critical', /> 0\.8$/m],
  ['PalierCacheHits', 'warning', /< 0\.8$/m],
])('has the promised threshold of %s, %s', (alert, severity, threshold) => {
  const rule = eachRule.find((one) => one.alert === alert && one.severity === severity);
  expect(rule?.text).toMatch(threshold);
});

needs('promtool')('by promtool', () => {
  it('is valid', () => {
    expect(execFileSync('promtool', ['check', 'rules', rules], { encoding: 'utf8' })).toContain('SUCCESS');
  });

  it.each(alertCases)('$alert, $severity, fires in minute $minute, and not just below its threshold', (one) => {
    const file = join(folder, 'test.yml');
    // A JSON document is a YAML document.
    writeFileSync(file, JSON.stringify(testOf(one)));
    expect(execFileSync('promtool', ['test', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
  });
});

function testOf({ alert, severity, minute, fires, stays }: AlertCase) {
  const expr = `count(ALERTS{alertname="${alert}", severity="${severity}", alertstate="firing"})`;
  const at = (when: number, value?: number) => ({
    ...{ expr, eval_time: `${when}m` },
    exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
  });
  const series = (given: AlertCase['fires']) =>
    Object.entries(given).map(([name, values]) => ({ series: name, values }));
  const group = (given: AlertCase['fires'], tests: object[]) => ({
    ...{ interval: '1m', input_series: series(given), promql_expr_test: tests },
  });
  return {
    ...{ rule_files: [rules], evaluation_interval: '1m' },
    tests: [
      group(fires, [at(minute - 1), at(minute, 1), at(minute + 5, 1)]),
      group(stays, [at(minute), at(minute + 5), at(minute + 25)]),
    ],
  };
}
