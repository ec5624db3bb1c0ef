// Real: the files for Prometheus, promtool. Faked: nothing is scraped.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../stack/servers.js';

const shipped = 'docker/observability/prometheus';

needs('promtool')('The configuration of Prometheus', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'palier-prometheus-'));
    for (const file of ['prometheus.yml', 'alerts.yml']) copyFileSync(join(shipped, file), join(folder, file));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['growth', 'scale'])('is valid in the profile %s', (profile) => {
    copyFileSync(join(shipped, `targets/${profile}.yml`), join(folder, 'targets.yml'));
    const found = execFileSync('promtool', ['check', 'config', join(folder, 'prometheus.yml')], { encoding: 'utf8' });
    expect(found).toMatch(/SUCCESS: .*prometheus\.yml is valid/);
    expect(found).not.toContain('WARNING');
  });
});
