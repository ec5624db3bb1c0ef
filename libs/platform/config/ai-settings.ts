import { Networks, OptionalText, OptionalUrl, WholeNumber } from './accepts.js';
import { HttpSettings } from './http-settings.js';
import { Option } from './option.js';

/** The model that users may ask, where there is one. */
export abstract class AiSettings extends HttpSettings {
  @Option(
    'AI_URL',
    'The address that answers chat completions as OpenAI defines them, as in https://models.example/v1/chat/completions; without it no model is asked.',
  )
  @OptionalUrl('https', 'http')
  readonly aiUrl?: string;

  @Option('AI_KEY', 'The key for AI_URL, sent as a bearer token.', { secret: true })
  @OptionalText()
  readonly aiKey?: string;

  @Option('AI_MODEL', 'The name of the model, as AI_URL knows it; left out, it chooses.')
  @OptionalText()
  readonly aiModel?: string;

  @Option('AI_NETWORKS', 'Networks beside the public ones in which AI_URL may be; by http it is asked in these alone.')
  @Networks()
  readonly aiNetworks: readonly string[] = [];

  @Option('AI_CONCURRENCY', 'How many requests to AI_URL all workers together have under way at once.')
  @WholeNumber(1, 100, 'requests')
  readonly aiConcurrency: number = 2;

  @Option('AI_PRICE', 'What a million tokens cost, in cents of a euro: users are told what an answer cost.')
  @WholeNumber(0, 1_000_000, 'cents')
  readonly aiPriceCents: number = 0;
}
