import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#platform/database';
import { estimateTotalsWhile } from '#platform/lists';
import { declareDegradation } from './declare-degradation.js';
import { Degradation } from './degradation.js';

const exactTotals = declareDegradation('platform.exact-totals', {
  from: 2,
  en: 'Totals of numbered pages are estimated, and say so; rows are not counted.',
  fr: 'Les totaux des pages numérotées sont estimés, et le disent ; les lignes ne sont pas comptées.',
});

/** Has the lists of this application estimate their totals while exact ones are cut. */
@Injectable()
export class EstimatedTotals implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly degradation: Degradation,
  ) {}

  onModuleInit(): void {
    estimateTotalsWhile(this.database, () => this.degradation.cuts(exactTotals));
  }
}
