import { formats } from './export-lines.js';

const event = {
  id: '019ab3a0-7c00-7000-8000-0000000000b3',
  name: 'app.opened',
  occurredAt: '2026-01-15T09:30:00.123Z',
  receivedAt: '2026-01-15T09:30:01.000Z',
  client: 'browser',
  country: 'FR',
};
const csv = (subject: string | null, session: string | null = null, properties: string | null = null) =>
  formats.csv.line({ ...event, subject, session, properties });
const start = '019ab3a0-7c00-7000-8000-0000000000b3,app.opened,2026-01-15T09:30:00.123Z,2026-01-15T09:30:01.000Z,';

it('a formula is defused', () => expect(csv('=1+1')).toBe(`${start}'=1+1,,browser,FR,\r\n`));

it('properties are one cell of JSON', () => {
  expect(csv(null, 's', '{"a":"=1","b":2}')).toBe(`${start},s,browser,FR,"{""a"":""=1"",""b"":2}"\r\n`);
});

it('a line of NDJSON has the event as it is stored', () => {
  const line = formats.ndjson.line({ ...event, subject: '=1\n', session: null, properties: '{"a":1e21}' });
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({ ...event, subject: '=1\n', session: null, properties: { a: 1e21 } });
  expect(JSON.parse(formats.ndjson.line({ ...event, subject: null, session: null, properties: null })).properties).toBe(
    null,
  );
});
