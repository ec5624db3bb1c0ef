// Real: start.sh, amtool. Faked: nothing is sent.
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../stack/servers.js';
import { checked, type Rendered, render } from './alertmanager.js';

const discord = { ALERTS_DISCORD_URL: 'https://discord.com/api/webhooks/1/s3cret' };
const slack = { ALERTS_SLACK_URL: 'https://hooks.slack.com/services/T1/B1/s3cret' };
const account = { MAIL_URL: 'smtp://palier:s3cret@mail.example:587', MAIL_DOMAIN: 'api.example' };
const mail = { ALERTS_MAIL_TO: 'a@ops.example,b+alerts@ops.example', ...account };

const folders: string[] = [];
function rendered(environment: Readonly<Record<string, string>>): Rendered & { text: string } {
  const result = render(environment);
  folders.push(result.folder);
  const file = join(result.folder, 'alertmanager.yml');
  return { ...result, text: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

needs('amtool')('The configuration of Alertmanager', () => {
  it.each([
    ['nothing', {}, []],
    ['Discord', discord, ['discord']],
    ['Slack', slack, ['slack']],
    ['mail', mail, ['email']],
    ['all', { ...discord, ...slack, ...mail }, ['discord', 'slack', 'email']],
    [
      'Grafana and a runbook',
      { ...slack, GRAFANA_URL: 'https://g.example', ALERTS_RUNBOOK_URL: 'https://git.example/x' },
      ['slack'],
    ],
  ])('is valid with %s', (_what, environment, kinds) => {
    const { code, said, folder, text } = rendered(environment);
    expect([code, said]).toEqual([0, kinds.length === 0 ? expect.stringContaining('sent nowhere') : '']);
    expect([...text.matchAll(/^ {4}(\w+)_configs:$/gm)].map(([, kind]) => kind)).toEqual(kinds);
    expect(checked(folder)).toMatch(/2 templates\n +SUCCESS/);
  });

  it('makes one message of an alert, and one of each test', () => {
    const { text } = rendered(discord);
    const grouping = [...text.matchAll(/^ +(?:matchers: \[(.*)\]\n +)?group_by: \[(.*)\]$/gm)];
    expect(grouping.map(([, matchers, by]) => [matchers, by])).toEqual([
      [undefined, 'alertname'],
      ['alertname = PalierTest', "'...'"],
    ]);
  });

  it('is read by its own account alone, for it has secrets', () => {
    const { folder } = rendered({ ...discord, ...mail });
    const files = ['alertmanager.yml', 'links.tmpl'].map((name) => join(folder, name));
    const modes = () => files.map((file) => statSync(file).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600]);
    // Also where it was not before.
    for (const file of files) chmodSync(file, 0o644);
    expect(render({ ...slack }, folder).code).toBe(0);
    expect(modes()).toEqual([0o600, 0o600]);
  });

  it('of somebody else is not replaced', () => {
    const { folder } = rendered(discord);
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, 'route: { receiver: mine }\n');
    const { code, said } = render(discord, folder);
    expect([code, said]).toEqual([2, expect.stringContaining('name another folder')]);
    expect(readFileSync(file, 'utf8')).toBe('route: { receiver: mine }\n');
  });

  it.each([
    ['GRAFANA_URL', 'http://grafana.lan:3000/', 'Panel: http://grafana.lan:3000{{ . }}'],
    ['ALERTS_RUNBOOK_URL', 'http://git.lan/x/', '}}http://git.lan/x/{{ . }}'],
  ])('has links by %s=%s', (name, url, link) => {
    const { code, said, folder } = rendered({ ...slack, [name]: url });
    expect([code, said]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'links.tmpl'), 'utf8')).toContain(link);
  });

  it.each([
    ['GRAFANA_URL', 'https://g.example/{{ s3cret }}'],
    ['GRAFANA_URL', 'grafana:3000'],
    ['ALERTS_RUNBOOK_URL', "https://g.example/'s3cret"],
    ['ALERTS_RUNBOOK_URL', 'http://'],
  ])('is valid without the links of %s=%s, and says so', (name, url) => {
    const { code, said, folder } = rendered({ ...slack, [name]: url });
    expect([code, said]).toEqual([0, expect.stringMatching(`^${name} is left out.*\n$`)]);
    expect(said).not.toContain('s3cret');
    expect(readFileSync(join(folder, 'links.tmpl'), 'utf8')).not.toMatch(/s3cret|http|Panel/);
    expect(checked(folder)).toContain('SUCCESS');
  });

  it('begins with TLS at port 465, and else asks for it where a password is sent', () => {
    const tls = (url: string) => {
      const { text } = rendered({ ...mail, MAIL_URL: url });
      return /smarthost: '(.*)'\n +require_tls: (.*)/.exec(text)?.slice(1);
    };
    expect(tls('smtps://palier:s3cret@mail.example')).toEqual(['mail.example:465', 'false']);
    expect(tls('smtp://palier:s3cret@mail.example')).toEqual(['mail.example:587', 'true']);
    expect(tls('smtp://palier:s3cret@localhost:25')).toEqual(['localhost:25', 'false']);
    expect(tls('smtp://relay:25/')).toEqual(['relay:25', 'false']);
  });
});

describe('What would spoil the configuration is refused', () => {
  const urls = [
    'http://discord.com/api/webhooks/1/s3cret',
    "https://discord.com/s3cret'\nroute: {}",
    'https://discord.com/s3cret\nroute: {}',
    'https://discord.com/{{ .s3cret }}',
    'https://discord.com/s3cret # no',
    'https://user:s3cret@discord.com/',
    'http://127.0.0.1.s3cret.example/',
    'https://',
    's3cret',
  ];
  const cases: [name: string, environment: Readonly<Record<string, string>>][] = [
    ...['ALERTS_DISCORD_URL', 'ALERTS_SLACK_URL'].flatMap((name) =>
      urls.map((url): [string, Record<string, string>] => [name, { [name]: url }]),
    ),
    ...['a', 'a@', '@s3cret', 'a@b@c', 'a@b,,c@d', 'a@b, c@d', ',a@b', "a@b'", 'a@{{b}}', 'a@b\nc@d'].map(
      (to): [string, Record<string, string>] => ['ALERTS_MAIL_TO', { ...mail, ALERTS_MAIL_TO: to }],
    ),
    ['MAIL_DOMAIN', { ...mail, MAIL_DOMAIN: '' }],
    ['MAIL_DOMAIN', { ...mail, MAIL_DOMAIN: "a'b" }],
    ...[
      '',
      'https://mail.example',
      'smtps://palier:s3cret@mail.example:2465',
      'smtp://palier:s3cret@mail.example:465',
      'smtp://palier:s3cret@',
      'smtp://palier:s3cret@mail.example:587x',
      'smtp://palier:s3cret%0Ax@mail.example',
      'smtp://palier:s3cret\nx@mail.example',
      "smtp://palier:s3cret@mail'example",
      // No UTF-8: Latin-1, a byte alone, one too long, half a pair, one beyond the last.
      ...['%E9', '%80', '%C0%80', '%E0%80%80', '%ED%A0%80', '%F5%80%80%80', '%C3%A9%A9', '%F0%9F%98'].map(
        (bytes) => `smtp://palier:s3cret${bytes}@mail.example`,
      ),
    ].map((url): [string, Record<string, string>] => ['MAIL_URL', { ...mail, MAIL_URL: url }]),
  ];
  it.each(cases)('%s, %j', (name, environment) => {
    const { code, said, text } = rendered(environment);
    expect([code, text, said.includes(name)]).toEqual([2, '', true]);
    expect(said).not.toContain('s3cret');
  });
});
