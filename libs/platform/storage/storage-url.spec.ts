import { SettingsProblem } from '#platform/config';
import { describeStorage, readStorageUrl } from './storage-url.js';

const read = (url?: string) => readStorageUrl(url, '/srv/palier');

describe('STORAGE_URL', () => {
  it('is the folder "storage" of the data directory when it is not set', () => {
    expect(read()).toEqual({ kind: 'directory', path: '/srv/palier/storage' });
  });

  it('names a directory', () => {
    expect(read('file:///mnt/a%20disk/palier')).toEqual({ kind: 'directory', path: '/mnt/a disk/palier' });
  });

  it('names a bucket, with defaults', () => {
    expect(read('s3://KEY:secret@s3.example.org/palier')).toEqual({
      kind: 's3',
      endpoint: 'https://s3.example.org',
      region: 'us-east-1',
      bucket: 'palier',
      prefix: '',
      pathStyle: true,
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' },
    });
  });

  it('names a bucket with a prefix, a port and parameters, and takes codes in the secret', () => {
    const url = 's3://KEY:a%2Fb%40c%2B@storage:9000/palier/acme/media/?region=eu-west-3&tls=off&pathStyle=off';
    expect(read(url)).toEqual({
      kind: 's3',
      endpoint: 'http://storage:9000',
      region: 'eu-west-3',
      bucket: 'palier',
      prefix: 'acme/media/',
      pathStyle: false,
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'a/b@c+' },
    });
  });

  it('leaves the credentials to the machine when it has none', () => {
    expect(read('s3://s3.example.org/palier')).not.toHaveProperty('credentials');
  });

  it.each([
    ['localhost:9000', 'http://localhost:9000'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['[::1]:9000', 'http://[::1]:9000'],
    ['127.example.org', 'https://127.example.org'],
    ['localhost:9000/palier?tls=on', 'https://localhost:9000'],
  ])('encrypts unless the host is this one: %s', (host, endpoint) => {
    expect(read(`s3://${host.includes('/') ? host : `${host}/palier`}`)).toMatchObject({ endpoint });
  });

  it('is described without credentials', () => {
    expect(describeStorage(read())).toBe('the directory /srv/palier/storage');
    const url = 's3://KEY:hidden@s3.example.org:9000/palier/acme';
    expect(describeStorage(read(url))).toBe('the bucket palier at https://s3.example.org:9000, under acme/');
  });

  const secret = 'verySecret';
  it.each([
    ['its scheme', `https://KEY:${secret}@s3.example.org/palier`],
    ['%2F', `s3://KEY:${secret}/+@s3.example.org/palier`],
    ['the bucket', `s3://KEY:123/${secret}@s3.example.org/palier`],
    ['the bucket', `s3://KEY:${secret}@s3.example.org`],
    ['the bucket', `s3://KEY:${secret}@s3.example.org/Palier`],
    ['no host', `s3:///palier`],
    ['the prefix', `s3://KEY:${secret}@s3.example.org/palier/a%20b`],
    ['the prefix', `s3://KEY:123/pal/${secret}@s3.example.org/palier`],
    ['the region', `s3://KEY:${secret}@s3.example.org/palier?region=eu%20west`],
    ['tls is on or off', `s3://KEY:${secret}@s3.example.org/palier?tls=no`],
    ['pathStyle is on or off', `s3://KEY:${secret}@s3.example.org/palier?pathStyle=`],
    ['its parameters', `s3://KEY:${secret}@s3.example.org/palier?zone=a`],
    ['its parameters', `s3://KEY:${secret}@s3.example.org/palier?tls=on&tls=off`],
    ['both or not at all', `s3://${secret}@s3.example.org/palier`],
    ['write % as %25', `s3://KEY:${secret}%zz@s3.example.org/palier`],
    ['write # as %23', `s3://KEY:12#${secret}@s3.example.org/palier`],
    ['three slashes', 'file://mnt/palier'],
    ['a character', 'file:///mnt%2Fpalier'],
    ['not a URL', secret],
  ])('is refused for %s, without a word of the secret: %s', (part, url) => {
    const reading = () => read(url);
    expect(reading).toThrow(SettingsProblem);
    expect(reading).toThrow(part);
    expect(reading).not.toThrow(secret);
  });
});
