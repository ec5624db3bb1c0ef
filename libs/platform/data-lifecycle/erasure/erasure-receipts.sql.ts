import { statement } from '#platform/database';
import type { ErasureReceiptDto, KeptRowsDto } from './erasure.dto.js';

/** What a receipt says of an erasure that ends with this transaction; locks it. No row once it has ended. */
export const erasureToProve = statement<
  { askedAt: Date; beganAt: Date; endedAt: Date; counts: Record<string, number>; files: number; again: boolean },
  [userId: string]
>('data-lifecycle.erasure-receipts.to-prove')`
  select asked_at as "askedAt", began_at as "beganAt", now()::timestamptz(3) as "endedAt", counts, files,
      asked_by = 'system:erasure-ledger' as again
    from platform.erasures where user_id = $1 and state = 'erasing' for update`;

export const keptOfPerson = statement<KeptRowsDto, [userId: string, most: number]>(
  'data-lifecycle.erasure-receipts.kept',
)`
  select name as "table", kept::int as rows, why from platform.kept_of_person($1, $2)`;

/** Only the id stays, with times, counts and the receipt. */
export const endErasure = statement<object, [userId: string, receipt: string]>('data-lifecycle.erasure-receipts.end')`
  update platform.erasures set state = 'erased', erased_at = now(), next_at = null, email = null, subjects = '{}',
      pseudonym = null, receipt = $2::jsonb where user_id = $1`;

/** No row where the person has no proven address, was told before, or whose rows may be gone. */
export const offerLink = statement<object, [userId: string, hash: Buffer]>(
  'data-lifecycle.erasure-receipts.offer-link',
)`
  update platform.erasures set link_hash = $2
    where user_id = $1 and email is not null and link_until is null and swept_at is null and state <> 'erased'
    returning user_id`;

export const openLink = statement<object, [userId: string, days: number]>('data-lifecycle.erasure-receipts.open-link')`
  update platform.erasures set link_until = now() + make_interval(days => $2) where user_id = $1`;

/** What a link opens while it works, from when it is offered: its mail may be read at once. The receipt is null until the erasure has ended. */
export const receiptByLink = statement<{ receipt: ErasureReceiptDto | null; ended: boolean }, [hash: Buffer]>(
  'data-lifecycle.erasure-receipts.by-link',
)`
  select receipt, state = 'erased' as ended from platform.erasures
    where link_hash = $1 and (link_until > now() or link_until is null and state <> 'erased')`;
