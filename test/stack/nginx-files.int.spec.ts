/**
 * Real: nginx with the shipped settings, the API in this process, its sockets, PostgreSQL, files on disk.
 * Faked: the routes, which receive and answer files as those of a context would.
 */
import { EventEmitter, once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, Param, Put } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { AnswersFile, BodyStream, type FileAnswer, StreamedBody, type UploadedBody } from '#platform/http';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type Nginx, startNginx } from './nginx.js';
import { needs } from './servers.js';

const text = 'Once upon a midnight dreary';
const LIMIT = 5_000_000;
const seen = new EventEmitter<{ piece: [number]; asked: [] }>();

@Public()
@Priority('normal')
@Controller('v1/catalog/test-files')
class FilesController {
  @Put(':id')
  @StreamedBody({ types: ['application/octet-stream'], limit: LIMIT })
  async receive(@BodyStream() { stream }: UploadedBody) {
    let received = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      received += piece.length;
      seen.emit('piece', received);
    }
    return { received };
  }

  @Get(':name')
  @AnswersFile('application/zip')
  read(@Param('name') name: string): FileAnswer {
    seen.emit('asked');
    return {
      size: text.length,
      etag: '"e1"',
      contentType: 'application/zip',
      fileName: 'été.zip',
      cacheControl: 'public, max-age=60',
      digest: Buffer.alloc(32),
      lastModified: new Date('2020-01-01T00:00:00Z'),
      source: { accel: `/_palier_storage/ab/${name}` },
    };
  }
}

@Module({ controllers: [FilesController] })
class FilesModule {}

needs('nginx')('files through nginx', () => {
  let api: TestApp;
  let nginx: Nginx;
  let storage: string;

  beforeAll(async () => {
    storage = mkdtempSync(join(tmpdir(), 'palier-storage-'));
    // nginx reads it under another account when this runs as root.
    const [folder, file] = [join(storage, 'ab'), join(storage, 'ab', 'a file')];
    mkdirSync(folder);
    writeFileSync(file, text);
    for (const path of [storage, folder, file]) chmodSync(path, 0o755);
    api = await startTestApp({ trustedProxies: ['127.0.0.1'] }, undefined, [FilesModule]);
    nginx = await startNginx([await api.listen()], { storage });
  });
  afterAll(async () => {
    await nginx.stop();
    await api.close();
    rmSync(storage, { recursive: true, force: true });
  });

  const url = (name: string) => `${nginx.url}/v1/catalog/test-files/${name}`;
  const put = (length: number, path = url('1'), type = 'application/octet-stream'): ClientRequest =>
    request(path, { method: 'PUT', headers: { 'content-type': type, 'content-length': length } });
  const answered = async (sent: ClientRequest) => {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const pieces = await answer.toArray();
    return { status: answer.statusCode, type: answer.headers['content-type'], body: Buffer.concat(pieces).toString() };
  };

  describe('an upload', () => {
    it('is passed on as it arrives', async () => {
      const piece = once(seen, 'piece');
      const sent = put(8);
      sent.write('abc');
      expect(await piece).toEqual([3]);
      const answer = answered(sent);
      sent.end('defgh');
      expect(await answer).toMatchObject({ status: 200, body: '{"received":8}' });
    });

    it('above the limits of other requests is taken', async () => {
      const sent = put(LIMIT);
      const answer = answered(sent);
      sent.end(Buffer.alloc(LIMIT));
      expect(await answer).toMatchObject({ status: 200, body: `{"received":${LIMIT}}` });
    });

    it.each([
      ['by its length', 500_000_000, 'application/octet-stream', 413],
      ['by its type', 4_000_000, 'text/plain', 415],
    ])('that is refused %s gets the problem while it is sent', async (_name, length, type, status) => {
      const sent = put(length, url('1'), type);
      // nginx ends the connection in mid-upload.
      sent.on('error', () => undefined);
      const answer = answered(sent);
      sent.write(Buffer.alloc(4_000_000));
      expect(await answer).toMatchObject({ status, type: 'application/problem+json' });
      sent.destroy();
    });

    it('elsewhere has the small limit of nginx', async () => {
      const sent = put(3_000_000, `${nginx.url}/v1/me`, 'application/json');
      sent.on('error', () => undefined);
      const answer = answered(sent);
      sent.flushHeaders();
      expect(await answer).toMatchObject({ status: 413, type: 'text/html' });
      sent.destroy();
    });
  });

  describe('a file that nginx sends', () => {
    const get = (headers: Record<string, string> = {}, method = 'GET') => fetch(url('a%20file'), { method, headers });

    it('has the headers of the API, and its own validators never', async () => {
      const answer = await get();
      expect([answer.status, await answer.text()]).toEqual([200, text]);
      const expected: Record<string, string> = {
        etag: '"e1"',
        'content-type': 'application/zip',
        'content-length': `${text.length}`,
        'content-disposition': `attachment; filename="_t_.zip"; filename*=UTF-8''%C3%A9t%C3%A9.zip`,
        'cache-control': 'public, max-age=60',
        'accept-ranges': 'bytes',
        'last-modified': 'Wed, 01 Jan 2020 00:00:00 GMT',
        'repr-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:`,
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.stringMatching(/.+/) as unknown as string,
      };
      expect(Object.fromEntries(answer.headers)).toMatchObject(expected);
      expect(answer.headers.get('x-accel-redirect')).toBeNull();
    });

    it.each<[Record<string, string>, number, string]>([
      [{ range: 'bytes=0-3' }, 206, 'Once'],
      [{ range: 'bytes=-6' }, 206, 'dreary'],
      [{ range: 'bytes=0-3', 'if-range': '"e1"' }, 206, 'Once'],
      [{ range: 'bytes=0-3', 'if-range': '"e2"' }, 200, text],
      [{ range: 'bytes=0-0,2-3' }, 200, text],
      [{ 'if-none-match': '"e1"' }, 304, ''],
      [{ 'if-none-match': '"e2"' }, 200, text],
      [{ 'if-modified-since': 'Wed, 01 Jan 2020 00:00:00 GMT' }, 304, ''],
    ])('with %j has status %d', async (headers, status, body) => {
      const answer = await get(headers);
      expect([answer.status, await answer.text()]).toEqual([status, body]);
      expect(answer.headers.get('etag')).toBe('"e1"');
    });

    it('is refused for a range outside of it or another version', async () => {
      expect((await get({ range: 'bytes=999-' })).status).toBe(416);
      expect((await get({ 'if-match': '"e2"' })).status).toBe(412);
    });

    it('is refused with the preconditions that nginx compares with the file on disk', async () => {
      for (const [name, value] of [
        ['if-match', '"e1"'],
        ['if-unmodified-since', 'Wed, 01 Jan 2020 00:00:00 GMT'],
      ] as const)
        expect((await get({ [name]: value })).status).toBe(412);
    });

    it('has the same headers for HEAD', async () => {
      const answer = await get({}, 'HEAD');
      expect([answer.status, answer.headers.get('content-length'), answer.headers.get('etag')]).toEqual([
        200,
        `${text.length}`,
        '"e1"',
      ]);
    });

    it('is not to be had without the API', async () => {
      expect((await fetch(`${nginx.url}/_palier_storage/ab/a%20file`)).status).toBe(404);
    });
  });
});
