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

  it.each<[summary: string, alert: string, given: AlertCase['fires'], of?: object]>([
    ['There is no backup', 'PalierBackupOld', { palier_backup_age_seconds: '+Inf+0x20' }],
    ['The latest backup is 1d 3h 0m 0s old', 'PalierBackupOld', { palier_backup_age_seconds: '97200+0x20' }],
    [
      'The replica lacks what was written for as long as it is known',
      'PalierReplicaLate',
      { palier_database_replica_lag_seconds: '+Inf+0x20' },
    ],
    [
      'The replica lacks what was written in the last 1m 30s',
      'PalierReplicaLate',
      { palier_database_replica_lag_seconds: '90+0x20' },
    ],
    ['Prometheus asks no process', 'PalierDown', { 'up{job="other"}': '1+0x20' }, { job: 'palier' }],
  ])('says "%s"', (summary, alert, given, of = {}) => {
    const file = join(folder, 'test.yml');
    writeFileSync(file, JSON.stringify(saying(alert, given, of, summary)));
    expect(execFileSync('promtool', ['test', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
  });
});

function testOf({ alert, severity, minute, of = {}, fires, stays, still = [] }: AlertCase) {
  const chosen = { alertname: alert, severity, alertstate: 'firing' };
  const at = (when: number, value?: number) => ({
    ...{ expr: `ALERTS{${matching(chosen)}}`, eval_time: `${when}m` },
    exp_samples: value === undefined ? [] : [{ labels: `ALERTS{${matching({ ...chosen, ...of })}}`, value }],
  });
  const group = (given: AlertCase['fires'], tests: object[]) => ({
    ...{ interval: '1m', input_series: seriesOf(given), promql_expr_test: tests },
  });
  return {
    ...{ rule_files: [rules], evaluation_interval: '1m' },
    tests: [
      group(fires, [at(minute - 1), at(minute, 1), at(minute + 5, 1)]),
      group(
        stays,
        [minute, minute + 5, minute + 25, ...still].map((when) => at(when)),
      ),
    ],
  };
}

const matching = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join();
const seriesOf = (given: AlertCase['fires']) =>
  Object.entries(given).map(([name, values]) => ({ series: name, values }));

/** That the alert says this in the tenth minute. */
function saying(alert: string, given: AlertCase['fires'], of: object, summary: string) {
  const rule = eachRule.find((one) => one.alert === alert);
  const value = (name: string) => new RegExp(`${name}: '?(.*?)'?$`, 'm').exec(rule?.text ?? '')?.[1];
  const panel = value('panel')?.replace(/\{\{ with .*$/, '');
  const expected = {
    exp_labels: { severity: rule?.severity, ...of },
    exp_annotations: { summary, runbook: value('runbook'), panel },
  };
  return {
    ...{ rule_files: [rules], evaluation_interval: '1m' },
    tests: [
      {
        ...{ interval: '1m', input_series: seriesOf(given) },
        alert_rule_test: [{ eval_time: '10m', alertname: alert, exp_alerts: [expected] }],
      },
    ],
  };
}
