import { declareRoute } from '#platform/routes';

/** The pages of the tenant's own origins may call this route with cookies; other routes take none. */
export const WithCookies = (): MethodDecorator => declareRoute({ cookies: true });
