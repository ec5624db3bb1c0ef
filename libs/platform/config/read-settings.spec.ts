import { readSettings, type Settings, SettingsProblem } from './index.js';

const faultsOf = (env: Record<string, string>) => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsProblem) return error.faults;
    throw error;
  }
  return [];
};

describe('reading the settings', () => {
  it('takes the defaults of an empty environment', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 3000, trustedProxies: [], logLevel: 'info' });
  });

  it('counts an empty variable as unset, and drops white space round a value', () => {
    expect(readSettings({ PORT: '', HOST: '  0.0.0.0 ' })).toMatchObject({ port: 3000, host: '0.0.0.0' });
  });

  it('reads numbers, words, URLs and lists', () => {
    const settings = readSettings({
      PORT: '0',
      PALIER_ENVIRONMENT: 'staging',
      DATABASE_URL: 'postgres://app:pw@db/palier',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    });
    expect(settings).toMatchObject({
      port: 0,
      environment: 'staging',
      databaseUrl: 'postgres://app:pw@db/palier',
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
  });

  it('takes DATABASE_URL for the direct URL where none is set', () => {
    const pooled = 'postgres://app@pooler/palier';
    const direct = 'postgres://app@db/palier';
    expect(readSettings({ DATABASE_URL: pooled }).databaseDirectUrl).toBe(pooled);
    expect(readSettings({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: direct }).databaseDirectUrl).toBe(direct);
  });

  it.each([
    ['PORT', '3000x'],
    ['PORT', '0x50'],
    ['PORT', '80.5'],
    ['PORT', '1e3'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['DATABASE_POOL_SIZE', '0'],
    // More would outlast what a browser remembers of its own writes.
    ['REPLICA_LAG_MS', '1501'],
    ['HOST', 'http://localhost'],
    ['HOST', '256.1.1.1'],
    ['LOG_LEVEL', 'INFO'],
    ['PALIER_ENVIRONMENT', 'prod'],
    ['PALIER_DATA_DIR', 'a\u0000b'],
    ['DATABASE_URL', 'mysql://db/palier'],
    ['DATABASE_URL', 'not a url'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1,,10.0.0.2'],
    ['TRUSTED_PROXIES', '::1/'],
    ['TRENDS_URL', 'discord.com/api/webhooks/1/t0ken'],
    ['TRENDS_URL', 'http://discord.com/api/webhooks/1/t0ken'],
    ['TRENDS_MAIL', 'a@operators.example, operators'],
    ['TRENDS_LANGUAGE', 'de'],
  ])('refuses %s=%j and names what is accepted', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults.map((fault) => fault.name)).toEqual([name]);
    expect(faults[0]?.message).toMatch(new RegExp(`^${name}: ".*" is refused; it accepts .+\\.$`));
  });

  it('reports every fault at once, a line each', () => {
    const env = { PORT: 'abc', DATABASE_POOL_SIZE: '501', PALIER_DATADIR: '/data' };
    expect(faultsOf(env).map((fault) => fault.name)).toEqual(['PORT', 'DATABASE_POOL_SIZE', 'PALIER_DATADIR']);
    expect(() => readSettings(env)).toThrow(/PORT: "abc" .*\nDATABASE_POOL_SIZE: "501" .* 1 to 500.*\nPALIER_DATADIR/);
  });

  it('suggests the nearest name for an unknown PALIER_ variable, and ignores other variables', () => {
    expect(faultsOf({ PALIER_DATADIR: '/x' })[0]?.message).toContain('did you mean PALIER_DATA_DIR?');
    expect(faultsOf({ PALIER_QWERTYUIOP: '1' })[0]?.message).toContain('remove it');
    expect(faultsOf({ PATH: '/bin', PROT: '1' })).toEqual([]);
  });

  it('refuses two variables that both locate Redis', () => {
    const env = { REDIS_URL: 'redis://one', REDIS_SENTINELS: 'two:26379', REDIS_CLUSTER: 'three:7000' };
    expect(faultsOf(env).map(({ name }) => name)).toEqual(['REDIS_SENTINELS', 'REDIS_CLUSTER']);
    expect(faultsOf(env)[0]?.message).toContain('REDIS_URL is set too');
    expect(faultsOf({ REDIS_CACHE_URL: 'redis://one', REDIS_CLUSTER: 'three:7000' })).toEqual([]);
  });

  it('never shows a secret in a fault', () => {
    const [fault] = faultsOf({ DATABASE_URL: 'mysql://app:s3cret@db/palier?password=s3cret' });
    expect(fault?.message).not.toContain('s3cret');
    expect(fault?.message).toContain('mysql://***@db/palier');
    const [webhook] = faultsOf({ TRENDS_URL: 'http://discord.com/api/webhooks/1/t0ken' });
    expect(webhook?.message).toMatch(/^TRENDS_URL: "http:\/\/discord.com\/\*\*\*" is refused/);
  });

  it('returns an instance of Settings, which is the injection token', () => {
    const settings: Settings = readSettings({});
    expect(settings.constructor.name).toBe('Settings');
  });
});
