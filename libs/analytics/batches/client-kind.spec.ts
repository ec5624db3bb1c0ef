import { clientKind } from './client-kind.js';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = (device: string, mobile: string) =>
  `Mozilla/5.0 (Linux; Android 14; ${device}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 ${mobile}Safari/537.36`;

it.each([
  ['browser', `${mac} Version/17.5 Safari/605.1.15`],
  ['browser', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['browser', 'Opera/9.80 (X11; Linux i686) Presto/2.12.388 Version/12.16'],
  ['mobile', android('Pixel 8', 'Mobile ')],
  [
    'mobile',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
  ],
  ['mobile', 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0'],
  ['mobile', 'okhttp/4.12.0'],
  ['mobile', 'Wistant/42 CFNetwork/1496.0.7 Darwin/23.5.0'],
  ['mobile', 'Dart/3.4 (dart:io)'],
  ['mobile', 'Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A)'],
  ['tablet', android('SM-X710', '')],
  [
    'tablet',
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1',
  ],
  ['tablet', 'Mozilla/5.0 (Android 13; Tablet; rv:128.0) Gecko/128.0 Firefox/128.0'],
  ['bot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['bot', `${android('Nexus 5X', 'Mobile ')} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`],
  ['bot', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0.0.0 Safari/537.36'],
  ['bot', 'facebookexternalhit/1.1'],
  ['server', 'curl/8.6.0'],
  ['server', 'python-requests/2.32.3'],
  ['server', 'Go-http-client/2.0'],
  ['server', 'node'],
  ['server', 'GuzzleHttp/7'],
  ['unknown', undefined],
  ['unknown', ''],
  ['unknown', 'my robotics app'],
  ['unknown', `${' '.repeat(600)}Mozilla/5.0`],
])('%s: %s', (kind, userAgent) => expect(clientKind(userAgent)).toBe(kind));
