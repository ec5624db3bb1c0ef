// Real: nginx, with what `palier nginx` prints; its sockets, TLS with a certificate of openssl, a file on disk. Faked: the API, a
// small server that answers with what it was asked.
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:http2';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { palier } from '../support/command-line.js';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, firstAnswer, type ServerProcess, startProcess } from './server-process.js';
import { needs } from './servers.js';

const nginx = findProgram('nginx') ?? 'nginx';

needs('nginx', 'openssl')('nginx with the names and the certificate that palier nginx is given', () => {
  let folder: string;
  let file: string;
  let certificate: string;
  let tls: string[];
  let api: Server;
  let address: string;
  /** The names that the API was asked for. */
  const asked: (string | undefined)[] = [];
  let running: ServerProcess | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'palier-names-'));
    // Read by nginx's workers, which are of another account.
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'file'), 'of nginx');
    file = join(folder, 'nginx.conf');
    certificate = join(folder, 'certificate.pem');
    const key = join(folder, 'key.pem');
    const subject = ['-subj', '/CN=api.example', '-addext', 'subjectAltName=DNS:api.example,DNS:*.b.example'];
    const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', ...subject];
    execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    tls = ['--certificate', certificate, '--key', key, '--server-name', 'api.example,*.b.example'];
    api = createServer(({ url, headers: { host } }, answer) => {
      asked.push(host);
      if (url?.endsWith('/file')) answer.setHeader('X-Accel-Redirect', '/_palier_storage/file');
      answer.end(JSON.stringify({ url, host }));
    });
    await once(api.listen(0, '127.0.0.1'), 'listening');
    address = `127.0.0.1:${(api.address() as AddressInfo).port}`;
  });
  beforeEach(() => void asked.splice(0));
  afterEach(async () => {
    await running?.end('SIGTERM');
    running = undefined;
  });
  afterAll(async () => {
    const closed = once(api, 'close');
    api.close();
    api.closeAllConnections();
    await closed;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes what the command prints, with temporary files in the test's folder. @returns what nginx says of it */
  async function configure(...args: string[]): Promise<string> {
    const given = ['--api', address, '--storage', folder, '--open-files', '1024', ...args];
    const { stdout, stderr, code } = await palier({}, 'nginx', ...given);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    writeFileSync(file, stdout.replaceAll(' /tmp/nginx', ` ${folder}/nginx`));
    return spawnSync(nginx, ['-t', '-c', file], { encoding: 'utf8' }).stderr;
  }

  /** Starts nginx. @returns its port */
  async function start(...args: string[]): Promise<number> {
    const port = await lastingPort();
    await configure('--listen', `127.0.0.1:${port}`, ...args);
    running = await startProcess([nginx, '-c', file, '-g', 'daemon off;'], () => accepts(port), {
      deathSignal: 'TERM',
    });
    return port;
  }

  /** The status and the headers of what a port answers to a request for a name, or for none. */
  const answerTo = async (port: number, host?: string, path = '/') =>
    (await firstAnswer(port, `GET ${path} HTTP/1.0\r\n${host === undefined ? '' : `Host: ${host}\r\n`}\r\n`)) ?? '';

  it('refuses other names without a certificate, and serves its own', async () => {
    const port = await start('--server-name', 'api.example,*.b.example');
    for (const host of ['evil.example', 'api.example.evil.example', 'b.example', '127.0.0.1', undefined])
      expect([host, await answerTo(port, host)]).toEqual([host, expect.stringMatching(/^HTTP\/1\.1 421 /)]);
    expect(asked).toEqual([]);
    const served = ['api.example', 'API.example', `api.example:${port}`, 'a.b.example'];
    for (const host of served) expect(await answerTo(port, host)).toMatch(/^HTTP\/1\.1 200 /);
    expect(asked).toEqual(served);
  });

  it.each([
    ['plain', () => []],
    ['pools', () => ['--pool', `auth=${address},127.0.0.1:1`, '--pool', 'rides=127.0.0.1:2']],
    ['names', () => ['--server-name', 'api.example,*.b.example']],
    ['TLS', () => tls],
    ['TLS on several places', () => [...tls, '--listen', '[::1]:1', '--listen-http', '[::1]:2']],
  ])('is accepted by the check of nginx: %s', async (_, args) => {
    const places = ['--listen', `127.0.0.1:${await lastingPort()}`];
    if (args().includes('--key')) places.push('--listen-http', `127.0.0.1:${await lastingPort()}`);
    const said = await configure(...args(), ...places);
    expect(said).toMatch(/syntax is ok\n.*test is successful\n$/);
    expect(said).not.toMatch(/warn|alert|emerg/);
  });

  describe('with a certificate', () => {
    let httpPort: number;
    let port: number;
    beforeEach(async () => {
      httpPort = await lastingPort();
      port = await start(...tls, '--listen-http', `127.0.0.1:${httpPort}`);
    });

    const to = (more: ConnectionOptions = {}) => ({
      host: '127.0.0.1',
      port,
      servername: 'api.example',
      ca: readFileSync(certificate),
      ...more,
    });
    /** Over TLS, with the certificate checked. */
    const overTls = (path: string, more: ConnectionOptions = {}, host = 'api.example') =>
      new Promise<IncomingMessage>((resolve, reject) => {
        request({ ...to(more), path, headers: { host }, agent: false }, resolve)
          .once('error', reject)
          .end();
      });

    it('serves https alone, and says for two years that it does, also where nginx answers by itself', async () => {
      for (const [path, status] of [
        ['/v1/auth/me', 200],
        ['/v1/stores/a/file', 200],
        ['/_palier_storage/file', 404],
      ] as const) {
        const { statusCode, headers } = (await overTls(path)).resume();
        expect([path, statusCode]).toEqual([path, status]);
        expect(headers['strict-transport-security']).toBe('max-age=63072000');
      }
      await expect(overTls('/', { maxVersion: 'TLSv1.2' })).resolves.toMatchObject({ statusCode: 200 });
      await expect(
        overTls('/', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      ).rejects.toThrow(/protocol version/);
    });

    it('leads http to https with 308, so that method and body stay, under the names that it serves', async () => {
      for (const host of ['api.example', 'a.b.example']) {
        const answer = await answerTo(httpPort, host, '/v1/auth/a%2Fb?c=d');
        expect(answer).toMatch(/^HTTP\/1\.1 308 /);
        expect(answer).toContain(`\r\nLocation: https://${host}:${port}/v1/auth/a%2Fb?c=d\r\n`);
        expect(answer).not.toContain('Strict-Transport-Security');
      }
    });

    it('leads no other name to https, and passes none on', async () => {
      for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', undefined]) {
        const answer = await answerTo(httpPort, host);
        expect([host, answer]).toEqual([host, expect.stringMatching(/^HTTP\/1\.1 421 /)]);
        expect(answer).not.toContain('Location');
      }
      for (const servername of ['evil.example', ''])
        await expect(overTls('/', { servername })).rejects.toThrow(/unrecognized name/);
      expect((await overTls('/', {}, 'evil.example')).resume().statusCode).toBe(421);
      expect(asked).toEqual([]);
      expect((await overTls('/', { servername: 'a.b.example' }, 'a.b.example')).resume().statusCode).toBe(200);
      expect(asked).toEqual(['a.b.example']);
    });

    it.each(['TLSv1.2', 'TLSv1.3'] as const)('resumes a session of %s', async (version) => {
      const only = to({ minVersion: version, maxVersion: version });
      const first = connectTls(only);
      const [session] = await once(first, 'session');
      first.destroy();
      const second = connectTls({ ...only, session });
      await once(second, 'secureConnect');
      expect(second.isSessionReused()).toBe(true);
      second.destroy();
    });

    it('speaks HTTP/2, and passes the name on that it was asked for', async () => {
      const session = connect(`https://127.0.0.1:${port}`, to());
      await once(session, 'connect');
      try {
        const stream = session.request({ ':path': '/v1/auth/me', ':authority': 'api.example' });
        let text = '';
        for await (const piece of stream) text += piece;
        expect(JSON.parse(text)).toEqual({ url: '/v1/auth/me', host: 'api.example' });
      } finally {
        session.destroy();
      }
    });
  });
});
