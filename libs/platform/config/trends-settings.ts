import { Addresses, OneOf, OptionalUrl } from './accepts.js';
import { DatabaseSettings } from './database-settings.js';
import { Option } from './option.js';

/** Where the trends of a week are sent. */
export abstract class TrendsSettings extends DatabaseSettings {
  @Option({
    name: 'TRENDS_URL',
    secret: 'path',
    about:
      'The webhook that gets the trends of each week: of Discord (discord.com), of Slack (hooks.slack.com), or of a public host that takes what Slack does; without it and TRENDS_MAIL they are sent nowhere.',
  })
  @OptionalUrl('https')
  readonly trendsUrl?: string;

  @Option({
    name: 'TRENDS_MAIL',
    about: 'The e-mail addresses that get the trends of each week, by the server of MAIL_URL.',
  })
  @Addresses()
  readonly trendsMail: readonly string[] = [];

  @Option({ name: 'TRENDS_LANGUAGE', about: 'The language in which the trends of each week are sent.' })
  @OneOf('en', 'fr')
  readonly trendsLanguage: 'en' | 'fr' = 'en';
}
