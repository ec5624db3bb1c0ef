import { declareRoute } from '#platform/routes';

/** Lets the pages of the tenant's origins call this route with cookies; no other route accepts cookies. */
export const WithCookies = (): MethodDecorator => declareRoute({ cookies: true });
