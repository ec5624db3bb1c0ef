import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '#platform/config';
import { FolderMailer, type LandedMail, type Mail } from './index.js';

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
    const [name = '', ...others] = await readdir(folder());
    expect(others).toEqual([]);
    return join(folder(), name);
  };

  it('writes each mail to a file that only its account may read, and notifies the listeners', async () => {
    const landed: LandedMail[] = [];
    mailer.onLanded((one) => landed.push(one));
    await mailer.send(mail);
    const path = await only();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
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
      await writeFile(join(folder(), `2020-01-01T00-00-00.${String(i).padStart(3, '0')}Z-${i}.eml`), '');
    }
    await mailer.send({ ...mail, id: '019-b' });
    const names = (await readdir(folder())).sort();
    expect(names).toHaveLength(500);
    expect(names[0]).toContain('.002Z-2');
    expect(names.at(-1)).toContain('019-b');
  });
});
