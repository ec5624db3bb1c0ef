import { Addresses, OneOf, OptionalUrl } from './accepts.js';
import { DatabaseSettings } from './database-settings.js';
import { Option } from './option.js';

/** Where the trends of a week are sent. */
export abstract class TrendsSettings extends DatabaseSettings {
  @Option(
    'TRENDS_URL',
    'The webhook that gets the trends of each week: of Discord (discord.com), of Slack (hooks.slack.com), or of a public host that takes what Slack does; without it and TRENDS_MAIL they are sent nowhere.',
    { secret: 'path' },
  )
  @OptionalUrl('https')
  readonly trendsUrl?: string;

  @Option('TRENDS_MAIL', 'The e-mail addresses that get the trends of each week, by the server of MAIL_URL.')
  @Addresses()
  readonly trendsMail: readonly string[] = [];

  @Option('TRENDS_LANGUAGE', 'The language in which the trends of each week are sent.')
  @OneOf('en', 'fr')
  readonly trendsLanguage: 'en' | 'fr' = 'en';
}
