import { shownUrl, webhookUrl } from './endpoint-url.js';

const refusal = expect.objectContaining({ code: 'invalid_webhook_url', status: 400 });
const inside = ['10.0.0.0/8'];

it.each([
  ['http://hooks.example/', []],
  ['https://user:word@hooks.example/', inside],
  ['https://user@hooks.example/', inside],
  ['ftp://hooks.example/', inside],
  ['javascript:alert(1)', inside],
  ['hooks.example', inside],
  ['', inside],
  ['https://ho\noks.example/', inside],
  ['https://ho\toks.example/', inside],
  ['ht\rtps://hooks.example/', inside],
  ['https://hooks.example/a b', inside],
  ['https://hooks.example/a\u0001b', inside],
  ['https://hooks.example/a\u0085b', inside],
  [' https://hooks.example/', inside],
  ['https://hooks.example/\n', inside],
  ['https:hooks.example', inside],
  ['https:/hooks.example', inside],
  ['https:///hooks.example', inside],
  ['https:\\\\hooks.example', inside],
  ['https://hooks.example\\a', inside],
  [`https://hooks.example/${'a'.repeat(2000)}`, inside],
])('%j is refused with the networks %j', (url, networks) => {
  expect(() => webhookUrl(url, networks)).toThrow(refusal);
});

it.each([
  ['https://hooks.example', [], 'https://hooks.example/'],
  ['HTTPS://Hooks.Example/é', [], 'https://hooks.example/%C3%A9'],
  ['https://hooks.example/a?b=c#d', [], 'https://hooks.example/a?b=c'],
  ['http://10.1.2.3:8080/a', inside, 'http://10.1.2.3:8080/a'],
])('%s is taken with the networks %j', (url, networks, taken) => expect(webhookUrl(url, networks)).toBe(taken));

it.each([
  ['standard', 'https://hooks.example/a?token=b', 'https://hooks.example/a?…'],
  ['standard', 'https://hooks.example/a', 'https://hooks.example/a'],
  ['slack', 'https://hooks.slack.com/services/T0/B0/x', 'https://hooks.slack.com/…'],
  ['discord', 'https://discord.com/api/webhooks/1/x?wait=true', 'https://discord.com/…'],
] as const)('of the form %s, %s is shown without secrets', (form, url, shown) =>
  expect(shownUrl(form, url)).toBe(shown),
);
