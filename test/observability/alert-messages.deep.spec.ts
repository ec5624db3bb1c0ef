// Real: Alertmanager with the shipped configuration. Faked: Discord and a mail server, Prometheus, shorter times between messages.
import { needs } from '../stack/servers.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { type Alertmanager, type PostedAlert, startAlertmanager } from './alertmanager.js';
import { type ChatReceiver, startChatReceiver } from './chat-receiver.js';

const faster = (text: string) =>
  text.replace('group_wait: 10s', 'group_wait: 2s').replaceAll(/group_interval: \w+/g, 'group_interval: 1s');

const runbook = 'docs/operations.md#processors-and-memory';
const cpu = (severity: string, instance: string, endsAt?: string): PostedAlert => ({
  labels: { alertname: 'PalierCpu', severity, instance },
  annotations: { summary: `${instance} uses more`, runbook, panel: `/d/palier-process?var-instance=${instance}` },
  endsAt,
});
const down = (instance: string): PostedAlert => ({
  labels: { alertname: 'PalierDown', severity: 'critical', instance, job: 'palier' },
  annotations: { summary: `${instance} does not answer` },
});
const restarts = (instance: string): PostedAlert => ({
  labels: { alertname: 'PalierRestarts', severity: 'warning', instance },
  annotations: { summary: `${instance} restarts` },
});
const test = (): PostedAlert => ({
  labels: { alertname: 'PalierTest', severity: 'warning' },
  annotations: { summary: 'A test' },
});

needs('prometheus-alertmanager')('A message', () => {
  let chat: ChatReceiver;
  let alertmanager: Alertmanager;
  const started = async (links: Readonly<Record<string, string>>) => {
    alertmanager = await startAlertmanager({ ALERTS_DISCORD_URL: chat.url, ...links }, faster);
  };
  beforeEach(async () => {
    chat = await startChatReceiver();
  });
  afterEach(async () => {
    await alertmanager.stop();
    await chat.stop();
  });
  /** Alertmanager has looked three times more at what there is to send. */
  const looked = async () => {
    const before = await alertmanager.looks();
    await until(async () => (await alertmanager.looks()) >= before + 3);
  };

  it('is one for an incident, of its critical alert alone, and one for its end', async () => {
    await started({ GRAFANA_URL: 'https://g.example', ALERTS_RUNBOOK_URL: 'https://git.example/blob/main/' });
    const began = new Date().toISOString();
    await alertmanager.post([cpu('warning', 'api-1'), cpu('critical', 'api-1'), cpu('critical', 'api-2')]);
    const { title, description } = await chat.message(() => true);
    expect(title).toBe('critical: PalierCpu');
    expect(description.split('\n')).toEqual([
      'critical: api-1 uses more',
      'critical: api-2 uses more',
      `What to do: https://git.example/blob/main/${runbook}`,
      // Of the first where they have different ones.
      'Panel: https://g.example/d/palier-process?var-instance=api-1',
    ]);
    await looked();
    expect(chat.messages).toHaveLength(1);
    await alertmanager.post([
      cpu('warning', 'api-1', began),
      cpu('critical', 'api-1', began),
      cpu('critical', 'api-2', began),
    ]);
    const end = await chat.message((one) => one.title === 'Resolved: PalierCpu');
    expect(end.description).toMatch(/^critical, api-1: it lasted \S+s\nwarning, api-1: .*s\ncritical, api-2: .*s$/);
    await alertmanager.post([test()]);
    await chat.message((one) => one.title.includes('PalierTest'));
    await looked();
    expect(chat.messages.map((one) => one.title)).toEqual([title, end.title, 'warning: PalierTest']);
  });

  it('says that an incident goes on as a warning where its critical alert is over', async () => {
    await started({});
    await alertmanager.post([cpu('warning', 'api-1'), cpu('critical', 'api-1')]);
    await chat.message((one) => one.title === 'critical: PalierCpu');
    await alertmanager.post([cpu('warning', 'api-1'), cpu('critical', 'api-1', new Date().toISOString())]);
    const { description } = await chat.message((one) => one.title === 'warning: PalierCpu');
    expect(description).toContain('warning: api-1 uses more');
    expect(chat.messages).toHaveLength(2);
  });

  it('tells of the warning of one process beside the critical alert of another', async () => {
    await started({});
    await alertmanager.post([cpu('critical', 'api-1'), cpu('warning', 'api-1'), cpu('warning', 'api-2')]);
    const { title, description } = await chat.message(() => true);
    expect(title).toBe('critical: PalierCpu');
    expect(description.split('\n').slice(0, 2)).toEqual(['critical: api-1 uses more', 'warning: api-2 uses more']);
    expect(description).not.toContain('warning: api-1');
  });

  it('tells of the warning of one product beside the critical alert of another', async () => {
    await started({});
    const errors = (severity: string, product: string): PostedAlert => ({
      labels: { alertname: 'PalierErrors', severity, product },
      annotations: { summary: `${product} fails` },
    });
    await alertmanager.post([errors('critical', 'a'), errors('warning', 'a'), errors('warning', 'b')]);
    const { description } = await chat.message(() => true);
    expect(description.split('\n')).toEqual(['critical: a fails', 'warning: b fails']);
  });

  it('of one of several that ended has what still fires, and then what ended', async () => {
    await started({ GRAFANA_URL: 'https://g.example' });
    await alertmanager.post([cpu('critical', 'api-1'), cpu('critical', 'api-2')]);
    await chat.message(() => true);
    await alertmanager.post([cpu('critical', 'api-1', new Date().toISOString()), cpu('critical', 'api-2')]);
    const { title, description } = await chat.message((one) => one.description.includes('resolved: '));
    expect(title).toBe('critical: PalierCpu');
    expect(description.split('\n')).toEqual([
      'critical: api-2 uses more',
      expect.stringMatching(/^resolved: critical, api-1: it lasted \S+s$/),
      `What to do: ${runbook}`,
      'Panel: https://g.example/d/palier-process?var-instance=api-2',
    ]);
  });

  it('says nothing more of a process that does not answer', async () => {
    await started({});
    await alertmanager.post([restarts('api-1'), restarts('api-2'), down('api-1')]);
    const warning = await chat.message((one) => one.title === 'warning: PalierRestarts');
    expect(warning.description.split('\n')).toEqual(['warning: api-2 restarts']);
    const critical = await chat.message((one) => one.title === 'critical: PalierDown');
    expect(critical.description).toContain('api-1 does not answer');
  });

  it('says nothing more of requests that fail while the database is away, or of a product whose budget burns', async () => {
    await started({});
    const failing = (alertname: string, severity: string, product: string): PostedAlert => ({
      ...{ labels: { alertname, severity, product }, annotations: { summary: `${product} fails` } },
    });
    await alertmanager.post([
      failing('PalierErrorBudget', 'critical', 'wistant'),
      failing('PalierErrors', 'critical', 'wistant'),
      failing('PalierErrors', 'warning', 'velo'),
    ]);
    expect((await chat.message((one) => one.title.includes('PalierErrors'))).description).toBe('warning: velo fails');
    await chat.message((one) => one.title === 'critical: PalierErrorBudget');
    const away = { alertname: 'PalierDatabaseAway', severity: 'critical' };
    await alertmanager.post([{ labels: away, annotations: { summary: 'It is away' } }]);
    await chat.message((one) => one.title === 'critical: PalierDatabaseAway');
    await alertmanager.post([failing('PalierErrors', 'critical', 'veille'), failing('PalierSlow', 'critical', '')]);
    await looked();
    expect(chat.messages).toHaveLength(3);
  });

  it('names a heading where no link to it is known, and no panel', async () => {
    await started({});
    await alertmanager.post([cpu('critical', 'api-1')]);
    const { description } = await chat.message(() => true);
    expect(description.split('\n')).toEqual(['critical: api-1 uses more', `What to do: ${runbook}`]);
  });

  it('of a test does not wait for others', async () => {
    await started({});
    await alertmanager.post([cpu('warning', 'api-1'), test()]);
    await chat.message((one) => one.title === 'warning: PalierCpu');
    expect(chat.messages.map((one) => one.title)).toEqual(['warning: PalierTest', 'warning: PalierCpu']);
  });
});

needs('prometheus-alertmanager')('A mail', () => {
  it('is sent with the account of MAIL_URL, whatever its password has', async () => {
    const server = new MailServer();
    server.extensions = ['AUTH PLAIN'];
    await server.start();
    const url = new URL(server.url);
    url.username = 'palier@ops';
    url.password = `it's {{ 100 }} % "é€😀" \\ #: !`;
    const taken = new Promise<string>((resolve) => {
      server.onTaken = ({ recipient, lines }) => resolve(`${recipient}\n${lines.join('\n')}`);
    });
    const alertmanager = await startAlertmanager({
      ...{ ALERTS_MAIL_TO: 'on-call@ops.example', MAIL_DOMAIN: 'api.example', MAIL_URL: url.href },
    });
    try {
      await alertmanager.post([test()]);
      const mail = await taken;
      expect(mail).toMatch(/^on-call@ops\.example\n[\s\S]*Subject: warning: PalierTest\n/);
      expect(mail).toContain('From: alerts@api.example');
      expect(mail).toContain('warning: A test');
      const sent = server.lines.find((line) => line.startsWith('AUTH PLAIN'))?.slice('AUTH PLAIN '.length) ?? '';
      expect(Buffer.from(sent, 'base64').toString().split('\0').slice(1)).toEqual([
        'palier@ops',
        `it's {{ 100 }} % "é€😀" \\ #: !`,
      ]);
    } finally {
      await alertmanager.stop();
      await server.stop();
    }
  });
});
