import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '#platform/config';
import { FolderMailer, type LandedMail, type Mail, sentMails } from './index.js';

const mail: Mail = {
  id: '019-a',
  from: { name: 'Veille « équipe »', mailbox: 'veille' },
  to: 'ada@example.org',
  subject: 'Confirmez votre adresse\r\nBcc: eve@example.org',
  text: 'Bonjour',
  html: '<p>Bonjour</p>',
  link: 'http://localhost:3000/auth/shop/verify-email#secret',
};

describe('a deployment without a mail server', () => {
  let dataDir: string;
  let mailer: FolderMailer;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'palier-mail-'));
    mailer = new FolderMailer(Object.assign(new Settings(), { dataDir, mailDomain: 'palier.example' }));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const folder = () => join(dataDir, 'mail');
  const only = async () => {
    const names = (await readdir(folder())).sort();
    expect(names).toEqual([expect.stringMatching(/\.eml$/), expect.stringMatching(/\.json$/)]);
    return join(folder(), names[0] as string);
  };

  it('writes each mail to a file that only its account may read, and notifies the listeners', async () => {
    const landed: LandedMail[] = [];
    mailer.onLanded((one) => landed.push(one));
    await mailer.send(mail);
    const path = await only();
    for (const file of [path, path.replace('.eml', '.json')]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(landed).toEqual([{ to: mail.to, subject: mail.subject, link: mail.link, path }]);
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^Message-ID: <019-a@palier\.example>\r?$/m);
    expect(text).toMatch(/^To: ada@example\.org\r?$/m);
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  });

  it('does not turn a line break in a subject into a header', async () => {
    await mailer.send(mail);
    expect(await readFile(await only(), 'utf8')).not.toMatch(/^Bcc:/m);
  });

  it('deletes all but the newest 500', async () => {
    await mailer.send(mail);
    for (let i = 0; i < 500; i += 1) {
      const name = `2020-01-01T00-00-00.${String(i).padStart(3, '0')}Z-${i}`;
      for (const extension of ['eml', 'json']) await writeFile(join(folder(), `${name}.${extension}`), '');
    }
    await mailer.send({ ...mail, id: '019-b' });
    for (const extension of ['.eml', '.json']) {
      const names = (await readdir(folder())).filter((name) => name.endsWith(extension)).sort();
      expect(names).toHaveLength(500);
      expect(names[0]).toContain('.002Z-2');
      expect(names.at(-1)).toContain('019-b');
    }
  });

  it('reads its mails, those to one address or all', async () => {
    const settings = { dataDir };
    expect(await sentMails(settings, 10)).toEqual({ mails: [], unread: 0 });
    const { link, ...bare } = mail;
    for (const [id, to] of Object.entries({ '1': 'ada@example.org', '2': 'bob@example.org', '3': 'Ada@example.org' })) {
      await mailer.send({ ...bare, id, to, text: `${id} « été »`, ...(id === '3' && { link }) });
    }
    const read = async (most: number, to?: string) =>
      (await sentMails(settings, most, to)).mails.map(({ text }) => text[0]);
    expect((await read(10)).sort()).toEqual(['1', '2', '3']);
    expect(await read(2)).toHaveLength(2);
    expect((await read(10, 'ADA@example.org')).sort()).toEqual(['1', '3']);
    expect((await sentMails(settings, 10)).mails.find(({ text }) => text.startsWith('3'))).toEqual({
      to: 'Ada@example.org',
      subject: mail.subject,
      link,
      text: '3 « été »',
      sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect((await sentMails(settings, 10, 'bob@example.org')).mails[0]?.link).toBeNull();
  });

  const put = async (at: string, content: string) => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), `2020-01-01T${at}-00-00.000Z-a.json`), content);
  };
  const { to, subject } = mail;
  const written = (text: string) => JSON.stringify({ to, subject, link: null, text, sentAt: '2020-01-01T00:00:00Z' });

  it('reads the newest mail first', async () => {
    for (const at of ['10', '12', '11']) await put(at, written(at));
    expect((await sentMails({ dataDir }, 2)).mails.map(({ text }) => text)).toEqual(['12', '11']);
  });

  it('leaves out and counts what it cannot read', async () => {
    await put('10', written('10'));
    for (const [at, content] of Object.entries({
      11: '',
      12: written('12').slice(0, -1),
      13: 'null',
      14: '{"to":"a"}',
    }))
      await put(at, content);
    await mkdir(join(folder(), '2020-01-01T15-00-00.000Z-a.json'));
    const { mails, unread } = await sentMails({ dataDir }, 10, to);
    expect([mails.map(({ text }) => text), unread]).toEqual([['10'], 5]);
    expect((await sentMails({ dataDir }, 10, 'bob@example.org')).unread).toBe(5);
  });
});
