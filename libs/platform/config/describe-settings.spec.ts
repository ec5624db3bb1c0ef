import { describeSettings, mask, readSettings } from './index.js';

const rowsOf = (env: Record<string, string>) =>
  new Map(describeSettings(readSettings(env), env).map((row) => [row.name, row]));

describe('describing the settings', () => {
  it('names the source of each value, environment or default', () => {
    const rows = rowsOf({ PORT: '8080' });
    expect(rows.get('PORT')).toMatchObject({ value: '8080', source: 'environment' });
    expect(rows.get('HOST')).toMatchObject({ value: '127.0.0.1', source: 'default' });
    expect(rows.get('DATABASE_URL')).toMatchObject({ value: '', source: 'default' });
  });

  it('gives every option a sentence, what it accepts, and numbers of time or size their unit', () => {
    for (const row of rowsOf({}).values()) {
      expect(row.about).toMatch(/^[A-Z].+\.$/);
      expect(row.accepts).not.toBe('');
      if (/_MS$/.test(row.name)) expect(row.unit).toBe('ms');
      if (/_BYTES$/.test(row.name)) expect(row.unit).toBe('bytes');
    }
  });

  it('masks secrets, except the host and the path of a URL', () => {
    const rows = rowsOf({ DATABASE_URL: 'postgres://app:s3cret@db:5432/palier?sslkey=s3cret' });
    expect(rows.get('DATABASE_URL')?.value).toBe('postgres://***@db:5432/palier');
  });

  it('masks the path of a URL where that is the secret', () => {
    const rows = rowsOf({ TRENDS_URL: 'https://hooks.slack.com/services/T1/B2/s3cret' });
    expect(rows.get('TRENDS_URL')).toMatchObject({ value: 'https://hooks.slack.com/***', secret: 'path' });
  });

  it('masks passwords in values that are not secret', () => {
    const rows = rowsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:s3cret@otel.example/v1' });
    expect(rows.get('OTEL_EXPORTER_OTLP_ENDPOINT')?.value).toBe('https://user:***@otel.example/v1');
  });

  it.each([
    ['connect to redis://u:p%40w@h:1 failed', 'connect to redis://u:***@h:1 failed'],
    ['redis://:pw@h', 'redis://:***@h'],
    ['http://h:80/a:b@c', 'http://h:80/a:b@c'],
    ['postgres://u:p@w@h/d', 'postgres://u:***@h/d'],
  ])('masks %j as %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});
