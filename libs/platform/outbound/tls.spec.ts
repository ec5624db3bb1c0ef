// Real: undici, TLS, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

const read = (name: string) => readFileSync(`test/support/test-only-tls/${name}`, 'utf8');
/** Of secure.example and 93.184.216.34, signed by itself. */
const certificate = { key: read('secure.example.key.pem'), cert: read('secure.example.pem') };
const known = getCACertificates('default');

describe('a secure connection', () => {
  let local: LocalOutbound;
  let asked: unknown[];

  beforeEach(async () => {
    asked = [];
    setDefaultCACertificates([...known, certificate.cert]);
    local = await localOutbound(({ socket }, response) => {
      if (socket instanceof TLSSocket) asked.push((socket as TLSSocket & { servername: unknown }).servername);
      response.end('answered');
    }, certificate);
    for (const name of ['secure.example', 'secure.example.', 'other.example']) local.internet.host(name);
  });
  afterEach(async () => {
    await local.close();
    setDefaultCACertificates(known);
  });

  it.each([
    ['https://secure.example/', '93.184.216.34:443', 'secure.example'],
    ['https://secure.example.:8443/', '93.184.216.34:8443', 'secure.example'],
    ['https://93.184.216.34/', '93.184.216.34:443', false],
  ])('to %s is made where the certificate is the host’s', async (url, connection, name) => {
    await expect(local.send(url)).resolves.toMatchObject({ status: 200 });
    expect(local.internet.connections).toEqual([connection]);
    expect(asked).toEqual([name]);
  });

  it.each(['https://other.example/', 'https://93.184.216.35/'])(
    'to %s is refused with the certificate of another',
    async (url) => {
      const detail = { en: expect.stringContaining('(ERR_TLS_CERT_ALTNAME_INVALID)') };
      await expect(local.send(url)).rejects.toMatchObject({ code: 'tls_failed', status: 502, detail });
      expect(asked).toEqual([]);
    },
  );

  it('needs a certificate that is trusted', async () => {
    setDefaultCACertificates(known);
    const detail = { en: expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT)') };
    await expect(local.send('https://secure.example/')).rejects.toMatchObject({ code: 'tls_failed', detail });
    expect(asked).toEqual([]);
  });

  it('to a host without TLS fails', async () => {
    const plain = await localOutbound((_, response) => response.end());
    plain.internet.host('secure.example');
    await expect(plain.send('https://secure.example/')).rejects.toMatchObject({ code: 'tls_failed' });
    await plain.close();
  });

  it('is refused into our own network before it is made', async () => {
    local.internet.host('secure.example', ['10.0.0.1']);
    await expect(local.send('https://secure.example/')).rejects.toMatchObject({ code: 'destination_refused' });
    expect(local.internet.connections).toEqual([]);
  });
});
